// liblapack-dev carries no C header: these are the Fortran routines that CentoLatent calls,
// with the hidden string lengths that Fortran compilers pass last.
#ifndef CENTO_CLAPACK_SHIM_H
#define CENTO_CLAPACK_SHIM_H
#include <stddef.h>

// QR factorisation of an m × n matrix, columns first.
void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
             const int *lwork, int *info);

// The first k columns of the orthogonal factor that dgeqrf leaves behind.
void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda,
             const double *tau, double *work, const int *lwork, int *info);

// Eigenvalues and eigenvectors of a symmetric matrix, ascending.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info,
             size_t jobz_length, size_t uplo_length);

// Singular value decomposition by divide and conquer.
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s,
             double *u, const int *ldu, double *vt, const int *ldvt, double *work,
             const int *lwork, int *iwork, int *info, size_t jobz_length);

// Cholesky factorisation of a symmetric positive definite matrix.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info,
             size_t uplo_length);

#endif
