// Which instruction set is used: the widest that the processor has.
#include "CCentoKernels.h"

#define DECLARED(set)                                                                            \
  void cento_product_f32_##set(const float *, size_t, size_t, size_t, size_t, const float *,     \
                               size_t, float *, int);                                            \
  void cento_product_f64_##set(const double *, size_t, size_t, size_t, size_t, const double *,   \
                               size_t, double *, int);                                           \
  void cento_gather_f32_##set(float *, const float *, size_t, const uint32_t *, const float *,   \
                              size_t, size_t);                                                   \
  void cento_gather_f64_##set(double *, const double *, size_t, const uint32_t *,                \
                              const double *, size_t, size_t);                                   \
  void cento_bottleneck_all_##set(float *, const int32_t *, size_t, const uint32_t *,            \
                                  const uint32_t *, size_t, const float *, const double *);      \
  void cento_largest_all_##set(const float *, size_t, float *, uint32_t *);                      \
  void cento_nearer_all_##set(float *, size_t, const float *, double *);                         \
  void cento_grow_runs_##set(const uint32_t *, const cento_hit *, size_t, cento_run *);          \
  int cento_barren_end_##set(const cento_ends *, size_t, size_t, int, size_t, size_t);           \
  void cento_band_reach_##set(const cento_band *, const cento_end *, cento_reach *);             \
  void cento_join_add_##set(uint16_t *, const cento_posting *, const cento_list *, size_t);      \
  size_t cento_join_collect_##set(uint16_t *, size_t, size_t, uint16_t, uint32_t *);             \
  size_t cento_join_window_collect_##set(uint16_t *, size_t, size_t, const float *,              \
                                         const float *, float, uint32_t *);                      \
  size_t cento_head_repeated_##set(const uint8_t *, size_t, uint32_t *);                         \
  uint64_t cento_head_squares_##set(const uint32_t *, const uint8_t *, size_t,                   \
                                    const cento_head_weights *, float, uint32_t *, uint16_t *);  \
  size_t cento_head_take_##set(const uint32_t *, const uint32_t *, const uint16_t *, size_t,     \
                               uint32_t, int32_t *, uint64_t *);                                 \
  void cento_head_sort_##set(uint64_t *, size_t);                                                \
  size_t cento_head_entries_##set(const uint64_t *, size_t, uint64_t, uint32_t,                  \
                                  cento_head_entry *);
DECLARED(base)

#if defined(__x86_64__)
DECLARED(v3)
DECLARED(v4)
// The processor's features are read once by the compiler's run-time; asking is a load and a test.
#define CALL(stem, ...) CHOSEN(, stem, __VA_ARGS__)
#define HAS_V4                                                                                   \
  (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")                       \
   && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
#define HAS_V3 (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
#define CHOSEN(gives, stem, ...)                                                                 \
  if (HAS_V4) {                                                                                  \
    gives stem##_v4(__VA_ARGS__);                                                                \
  } else if (HAS_V3) {                                                                           \
    gives stem##_v3(__VA_ARGS__);                                                                \
  } else {                                                                                       \
    gives stem##_base(__VA_ARGS__);                                                              \
  }
// Each set by its number.
#define KERNELS(kind, OF)                                                                        \
  cento_##kind##_set cento_##kind##_kernels(size_t set) {                                        \
    if (set == 0) return OF(base);                                                               \
    if (set == 1 && HAS_V3) return OF(v3);                                                       \
    if (set == 2 && HAS_V4) return OF(v4);                                                       \
    return (cento_##kind##_set){0};                                                              \
  }
#else
#define CALL(stem, ...) stem##_base(__VA_ARGS__);
#define CHOSEN(gives, stem, ...) gives stem##_base(__VA_ARGS__);
#define KERNELS(kind, OF)                                                                        \
  cento_##kind##_set cento_##kind##_kernels(size_t set) {                                        \
    return set == 0 ? OF(base) : (cento_##kind##_set){0};                                        \
  }
#endif

void cento_product_f32(const float *a, size_t a_row, size_t a_step, size_t rows, size_t inner,
                       const float *b, size_t columns, float *c, int accumulate) {
  CALL(cento_product_f32, a, a_row, a_step, rows, inner, b, columns, c, accumulate)
}

void cento_product_f64(const double *a, size_t a_row, size_t a_step, size_t rows, size_t inner,
                       const double *b, size_t columns, double *c, int accumulate) {
  CALL(cento_product_f64, a, a_row, a_step, rows, inner, b, columns, c, accumulate)
}

void cento_gather_f32(float *target, const float *source, size_t width, const uint32_t *index,
                      const float *value, size_t count, size_t base) {
  CALL(cento_gather_f32, target, source, width, index, value, count, base)
}

void cento_gather_f64(double *target, const double *source, size_t width, const uint32_t *index,
                      const double *value, size_t count, size_t base) {
  CALL(cento_gather_f64, target, source, width, index, value, count, base)
}

void cento_bottleneck(float *costs, const int32_t *table, size_t width, const uint32_t *terms,
                      const uint32_t *counts, size_t entries, const float *steps,
                      const double *logs) {
  CALL(cento_bottleneck_all, costs, table, width, terms, counts, entries, steps, logs)
}

void cento_largest(const float *scores, size_t rows, float *largest, uint32_t *row) {
  CALL(cento_largest_all, scores, rows, largest, row)
}

void cento_nearer(float *scores, size_t rows, const float *before, double *sums) {
  CALL(cento_nearer_all, scores, rows, before, sums)
}

void cento_grow_runs(const uint32_t *signs, const cento_hit *hits, size_t count, cento_run *runs) {
  CALL(cento_grow_runs, signs, hits, count, runs)
}

int cento_barren_end(const cento_ends *ends, size_t a, size_t b, int step, size_t rows,
                     size_t columns) {
  CHOSEN(return, cento_barren_end, ends, a, b, step, rows, columns)
}

void cento_band_reach(const cento_band *way, const cento_end *end, cento_reach *reach) {
  CALL(cento_band_reach, way, end, reach)
}

#define REUSE_SET(set) (cento_reuse_set){cento_grow_runs_##set, cento_barren_end_##set, cento_band_reach_##set}

KERNELS(reuse, REUSE_SET)

void cento_join_add(uint16_t *sums, const cento_posting *postings, const cento_list *lists,
                    size_t count) {
  CALL(cento_join_add, sums, postings, lists, count)
}

size_t cento_join_collect(uint16_t *sums, size_t from, size_t to, uint16_t least, uint32_t *met) {
  CHOSEN(return, cento_join_collect, sums, from, to, least, met)
}

size_t cento_join_window_collect(uint16_t *sums, size_t from, size_t to, const float *runs,
                                 const float *lengths, float share, uint32_t *met) {
  CHOSEN(return, cento_join_window_collect, sums, from, to, runs, lengths, share, met)
}

#define JOIN_SET(set)                                                                            \
  (cento_join_set){cento_join_add_##set, cento_join_collect_##set, cento_join_window_collect_##set}

KERNELS(join, JOIN_SET)

size_t cento_head_repeated(const uint8_t *counts, size_t count, uint32_t *places) {
  CHOSEN(return, cento_head_repeated, counts, count, places)
}

uint64_t cento_head_squares(const uint32_t *ranks, const uint8_t *counts, size_t count,
                            const cento_head_weights *weights, float scale, uint32_t *squares,
                            uint16_t *classes) {
  CHOSEN(return, cento_head_squares, ranks, counts, count, weights, scale, squares, classes)
}

size_t cento_head_take(const uint32_t *ranks, const uint32_t *squares, const uint16_t *classes,
                       size_t count, uint32_t limit, int32_t *first, uint64_t *taken) {
  CHOSEN(return, cento_head_take, ranks, squares, classes, count, limit, first, taken)
}

void cento_head_sort(uint64_t *entries, size_t count) { CALL(cento_head_sort, entries, count) }

size_t cento_head_entries(const uint64_t *taken, size_t count, uint64_t sum, uint32_t limit,
                          cento_head_entry *entries) {
  CHOSEN(return, cento_head_entries, taken, count, sum, limit, entries)
}

#define HEAD_SET(set)                                                                            \
  (cento_head_set){cento_head_repeated_##set, cento_head_squares_##set, cento_head_take_##set,   \
                   cento_head_sort_##set, cento_head_entries_##set}

KERNELS(head, HEAD_SET)
