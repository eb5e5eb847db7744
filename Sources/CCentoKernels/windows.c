// Lists of rows, read from a row on: single numbers at places that nobody foretells, one way for every processor.
#include "CCentoKernels.h"

#define INLINE static inline __attribute__((always_inline))

// The row of a posting: of two bytes, which are the row, or of four.
INLINE uint32_t row_of(const void *postings, size_t place, int is_wide) {
  return is_wide ? ((const uint32_t *)postings)[place] >> CENTO_OFTEN_SHIFT
                 : ((const uint16_t *)postings)[place];
}

// The first posting of a row from `first` on: looked for around where it is expected, in growing steps.
INLINE size_t place_of(const void *postings, int is_wide, const cento_window *window, uint32_t first,
                       uint32_t share) {
#define BEFORE(place) (row_of(postings, place, is_wide) < first)
  size_t low = window->start, high = window->end;
  size_t place = low + (size_t)(((uint64_t)(high - low) * share) >> 32);
  for (size_t step = 1; low < high; step *= 2) {
    if (BEFORE(place)) {
      low = place + 1;
      place = high - low > step ? low + step : high - 1;
      if (low < high && !BEFORE(low)) return low;
    } else {
      high = place;
      place = high - low > step ? high - step : low;
      if (low < high && BEFORE(high - 1)) return high;
    }
    if (step > 8) place = low + (high - low) / 2;
  }
  return low;
#undef BEFORE
}

typedef uint16_t rows_16 __attribute__((vector_size(32), aligned(sizeof(uint16_t)), may_alias));
typedef _Bool bits_16 __attribute__((ext_vector_type(16)));

// The same in a list whose end is among sixteen postings: all are looked at, and no branch is foretold wrong.
INLINE size_t near_place_of(const uint16_t *postings, const cento_window *window, uint32_t first) {
  const rows_16 *rows = (const void *)(postings + window->start);
  uint32_t below = __builtin_bit_cast(
      uint16_t, __builtin_convertvector(*rows < (uint16_t)first, bits_16));
  return window->start + (size_t)__builtin_ctz(~below);
}

#define FIND(kind, posting, is_wide)                                                             \
  size_t cento_join_##kind##_find(const posting *postings, cento_window *windows, size_t count,  \
                                  uint32_t first, uint32_t share) {                              \
    size_t kept = 0;                                                                             \
    for (size_t w = 0; w < count; w++) {                                                         \
      cento_window window = windows[w];                                                          \
      int is_near = !is_wide && window.end - window.start < 16;                                  \
      size_t place = is_near ? near_place_of((const void *)postings, &window, first)             \
                             : place_of(postings, is_wide, &window, first, share);               \
      window.start = (uint32_t)place;                                                            \
      windows[kept] = window;                                                                    \
      kept += row_of(postings, place, is_wide) < window.before;                                  \
    }                                                                                            \
    return kept;                                                                                 \
  }

FIND(once, uint16_t, 0)
FIND(often, uint32_t, 1)

// What a posting with a weight gives a row, at most what a sum holds.
INLINE uint32_t weighed(uint32_t weight, uint32_t posting) {
  uint64_t more = (((uint64_t)weight * ((posting & 0x7FFF) + 1)) >> 15) + 1;
  return more < UINT16_MAX ? (uint32_t)more : UINT16_MAX;
}

// Reads a window before a row; which choices hold is known when this is compiled.
INLINE uint32_t read_window(uint16_t *sums, const void *postings, int is_wide, const cento_window *window,
                            uint32_t before, int is_meeting, uint32_t *met, size_t *found) {
  size_t place = window->start, all = is_meeting ? *found : 0;
  uint32_t weight = window->weight;
  for (uint32_t row; (row = row_of(postings, place, is_wide)) < before; place++) {
    uint32_t more = is_wide ? weighed(weight, ((const uint32_t *)postings)[place]) : weight;
    uint32_t old = sums[row], sum = old + more;
    if (is_meeting) {
      met[all] = row;
      all += old == 0;
    }
    sums[row] = (uint16_t)(sum < UINT16_MAX ? sum : UINT16_MAX);
  }
  if (is_meeting) *found = all;
  return (uint32_t)place;
}

// Calls for the lines behind the first of a window that will be read soon; they need not be of its list.
INLINE void call_for(const char *start) {
  for (int line = 1; line <= 2; line++) __builtin_prefetch(start + 64 * line);
}

#define ADD(kind, posting, is_wide)                                                              \
  void cento_join_##kind##_add(uint16_t *sums, const posting *postings, cento_window *windows,   \
                               size_t count, uint32_t before) {                                  \
    for (size_t w = 0; w < count; w++) {                                                         \
      if (w + 2 < count) call_for((const char *)(postings + windows[w + 2].start));              \
      uint32_t end = windows[w].before < before ? windows[w].before : before;                    \
      windows[w].start = read_window(sums, postings, is_wide, windows + w, end, 0, 0, 0);        \
    }                                                                                            \
  }                                                                                              \
                                                                                                 \
  size_t cento_join_##kind##_meet(uint16_t *sums, const posting *postings,                       \
                                  const cento_window *windows, size_t count, uint32_t *met,      \
                                  size_t most, size_t *found) {                                  \
    size_t w = 0;                                                                                \
    for (; w < count && *found < most; w++) {                                                    \
      if (w + 2 < count) call_for((const char *)(postings + windows[w + 2].start));              \
      read_window(sums, postings, is_wide, windows + w, windows[w].before, 1, met, found);       \
    }                                                                                            \
    return w;                                                                                    \
  }

ADD(once, uint16_t, 0)
ADD(often, uint32_t, 1)

void cento_join_lists_add(uint16_t *sums, const uint32_t *postings, const cento_window *lists,
                          size_t count) {
  for (size_t l = 0; l < count; l++) {
    if (l + 2 < count) call_for((const char *)(postings + lists[l + 2].start));
    for (uint32_t place = lists[l].start; place < lists[l].end; place++) {
      uint32_t row = postings[place] >> CENTO_OFTEN_SHIFT;
      uint32_t sum = sums[row] + weighed(lists[l].weight, postings[place]);
      sums[row] = (uint16_t)(sum < UINT16_MAX ? sum : UINT16_MAX);
    }
  }
}
