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

#undef REAL
#undef NAME

// Sixteen clusters at a time: the loops are whole vectors on any set.
void EXPANDED(bottleneck, all, SET)(float *costs, const int32_t *table, size_t width,
                                    const uint32_t *terms, const uint32_t *counts, size_t entries,
                                    const float *steps, const double *logs) {
  for (size_t e = 0; e < entries; e++) {
    const int32_t *there = table + (size_t)terms[e] * width;
    if (e + 4 < entries) {
      const char *next = (const char *)(table + (size_t)terms[e + 4] * width);
      for (size_t k = 0; k < width * sizeof(int32_t); k += 64) __builtin_prefetch(next + k);
    }
    uint32_t count = counts[e];
    if (count == 1) {
      for (size_t first = 0; first < width; first += 16) {
        for (int lane = 0; lane < 16; lane++) {
          costs[first + lane] -= steps[(uint32_t)there[first + lane]];
        }
      }
    } else {
      const double *with = logs + count;
      for (size_t first = 0; first < width; first += 16) {
        for (int lane = 0; lane < 16; lane++) {
          uint32_t n = (uint32_t)there[first + lane];
          costs[first + lane] -= (float)(with[n] - logs[n]);
        }
      }
    }
  }
}
