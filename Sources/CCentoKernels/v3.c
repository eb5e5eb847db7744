// Vectors of 32 bytes: x86-64-v3 (AVX2 and FMA).
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SET v3
#define VECTOR_BYTES 32
#define WIDE 2
#define LONG 12
#include "set.h"
#pragma clang attribute pop
#endif
