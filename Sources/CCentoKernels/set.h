// Both kinds of numbers for one instruction set. Wanted: SET (the suffix of its functions),
// VECTOR_BYTES, WIDE and LONG.
#include <stddef.h>
#include <stdint.h>

#define JOINED(stem, kind, set) cento_##stem##_##kind##_##set
#define EXPANDED(stem, kind, set) JOINED(stem, kind, set)

#define REAL float
#define NAME(stem) EXPANDED(stem, f32, SET)
#include "bodies.h"
#undef REAL
#undef NAME

#define REAL double
#define NAME(stem) EXPANDED(stem, f64, SET)
#include "bodies.h"
