// liblapack-dev carries no C header: these are the Fortran routines that CentoLatent calls, and the
// one that its tests call, with the hidden string lengths that Fortran compilers pass last.
#ifndef CENTO_CLAPACK_SHIM_H
#define CENTO_CLAPACK_SHIM_H
#include <stddef.h>

// Eigenvalues and eigenvectors of a symmetric matrix, ascending.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info,
             size_t jobz_length, size_t uplo_length);

// The singular value decomposition of a dense matrix: the oracle of the tests.
void dgesvd_(const char *jobu, const char *jobvt, const int *m, const int *n, double *a, const int *lda,
             double *s, double *u, const int *ldu, double *vt, const int *ldvt, double *work,
             const int *lwork, int *info, size_t jobu_length, size_t jobvt_length);

#endif
