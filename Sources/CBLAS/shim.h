// The C interface of BLAS, as libblas-dev installs it. Whichever library the system's alternatives
// choose (the reference BLAS, OpenBLAS, …) answers to the same names.
#include <cblas.h>
