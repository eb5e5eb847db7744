// Vectors of 64 bytes: x86-64-v4 (AVX-512).
#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512vl,avx512dq,avx512bw"))), apply_to = function)
#define SET v4
#define VECTOR_BYTES 64
#define WIDE 4
#define LONG 24
#include "set.h"
#pragma clang attribute pop
#endif
