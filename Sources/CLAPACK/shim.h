// liblapack-dev carries no C header: these are the Fortran routines that CentoLatent calls,
// with the hidden string lengths that Fortran compilers pass last.
#ifndef CENTO_CLAPACK_SHIM_H
#define CENTO_CLAPACK_SHIM_H
#include <stddef.h>

// Eigenvalues and eigenvectors of a symmetric matrix, ascending.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info,
             size_t jobz_length, size_t uplo_length);

#endif
