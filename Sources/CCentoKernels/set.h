// Both kinds of numbers for one instruction set. Wanted: SET (the suffix of its functions),
// VECTOR_BYTES, WIDE and LONG.
#include "CCentoKernels.h"

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

// Points stand side by side: each loop over 64 of them is whole vectors on any set.
void EXPANDED(largest, all, SET)(const float *scores, size_t rows, float *largest, uint32_t *row) {
  for (size_t lane = 0; lane < 64; lane++) {
    largest[lane] = scores[lane];
    row[lane] = 0;
  }
  for (size_t r = 1; r < rows; r++) {
    const float *here = scores + r * 64;
    for (size_t lane = 0; lane < 64; lane++) {
      int more = here[lane] > largest[lane];
      largest[lane] = more ? here[lane] : largest[lane];
      row[lane] = more ? (uint32_t)r : row[lane];
    }
  }
}

void EXPANDED(nearer, all, SET)(float *scores, size_t rows, const float *before, double *sums) {
  for (size_t r = 0; r < rows; r++) {
    float *here = scores + r * 64;
    double parts[16] = {0};
    for (size_t first = 0; first < 64; first += 16) {
      for (int lane = 0; lane < 16; lane++) {
        float after = 1 - here[first + lane];
        after = after > 0 ? after : 0;
        after = after < before[first + lane] ? after : before[first + lane];
        here[first + lane] = after;
        parts[lane] += (double)after;
      }
    }
    double sum = 0;
    for (int lane = 0; lane < 16; lane++) sum += parts[lane];
    sums[r] += sum;
  }
}

#include "reuse.h"
#include "band.h"
#include "join.h"
#include "heads.h"
