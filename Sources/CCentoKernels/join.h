// The kernels of the join, for one instruction set. No include guard: it is included once for each.
// Wanted: SET.

void EXPANDED(join, add, SET)(uint16_t *sums, const cento_posting *postings, const cento_list *lists,
                              size_t count) {
  for (size_t l = 0; l < count; l++) {
    const cento_list list = lists[l];
    if (l + 2 < count) {
      // The first line of a list was called for when it was chosen; most lists are a few lines long.
      const char *next = (const char *)(postings + lists[l + 2].start);
      const char *end = (const char *)(postings + lists[l + 2].end);
      for (int line = 1; line <= 3; line++) {
        const char *place = next + 64 * line;
        __builtin_prefetch(place < end ? place : next);
      }
    }
    const cento_posting *end = postings + list.end;
    for (const cento_posting *p = postings + list.start; p < end; p++) {
      if (p->below < list.least) break;
      sums[p->row] += (uint16_t)((((uint32_t)list.weight * p->weight) >> 15) + 1);
    }
  }
}

// Whether any of 128 sums is anything, and the greatest: a few vectors on any set.
static inline __attribute__((always_inline)) uint16_t EXPANDED(join, greatest, SET)(
    const uint16_t *sums) {
  uint16_t lane[32] = {0};
  for (int k = 0; k < 128; k += 32) {
    for (int j = 0; j < 32; j++) lane[j] = sums[k + j] > lane[j] ? sums[k + j] : lane[j];
  }
  uint16_t most = 0;
  for (int j = 0; j < 32; j++) most = lane[j] > most ? lane[j] : most;
  return most;
}

// Hardly a run has a sum that counts.
size_t EXPANDED(join, collect, SET)(uint16_t *sums, size_t from, size_t to, uint16_t least,
                                    uint32_t *met) {
  size_t kept = 0, row = from;
  for (; row + 128 <= to; row += 128) {
    uint16_t *here = sums + row, most = EXPANDED(join, greatest, SET)(here);
    if (most >= least) {
      for (int k = 0; k < 128; k++) {
        met[kept] = (uint32_t)(row + k);
        kept += here[k] >= least;
      }
    }
    if (most > 0) {
      for (int k = 0; k < 128; k++) here[k] = 0;
    }
  }
  for (; row < to; row++) {
    met[kept] = (uint32_t)row;
    kept += sums[row] >= least;
    sums[row] = 0;
  }
  return kept;
}

size_t EXPANDED(join_window, collect, SET)(uint16_t *sums, size_t from, size_t to,
                                           const float *runs, const float *lengths, float share,
                                           uint32_t *met) {
  size_t kept = 0;
  for (size_t row = from; row < to;) {
    // Up to the next run of rows.
    size_t end = (row / 128 + 1) * 128 < to ? (row / 128 + 1) * 128 : to, count = end - row;
    uint16_t *here = sums + row, least = cento_window_least(runs[row / 128], share);
    uint16_t most = count == 128 ? EXPANDED(join, greatest, SET)(here) : UINT16_MAX;
    if (most >= least) {
      // Those that would do for the shortest row, then those of these that do for themselves.
      size_t all = kept;
      for (size_t k = 0; k < count; k++) {
        met[all] = (uint32_t)(row + k);
        all += here[k] >= least;
      }
      for (size_t k = kept; k < all; k++) {
        uint32_t one = met[k];
        met[kept] = one;
        kept += sums[one] >= cento_window_least(lengths[one], share);
      }
    }
    if (most > 0 && count == 128) {
      for (int k = 0; k < 128; k++) here[k] = 0;
    } else if (most > 0) {
      for (size_t k = 0; k < count; k++) here[k] = 0;
    }
    row = end;
  }
  return kept;
}

// The row of a posting: of two bytes, which are the row, or of four.
static inline uint32_t EXPANDED(join, row, SET)(const void *postings, size_t place, int isWide) {
  return isWide ? ((const uint32_t *)postings)[place] >> 16 : ((const uint16_t *)postings)[place];
}

// The first posting of a row from `first` on: looked for around where it is expected, in growing steps.
static inline __attribute__((always_inline)) size_t EXPANDED(join, place, SET)(
    const void *postings, int isWide, const cento_window *window, uint32_t first, uint32_t share) {
#define BEFORE(place) (EXPANDED(join, row, SET)(postings, place, isWide) < first)
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

// Calls for what will be read of a window: where it is expected to begin, and the lines behind it.
static inline void EXPANDED(join, call, SET)(const void *postings, int isWide,
                                             const cento_window *window, uint32_t share) {
  size_t size = isWide ? 4 : 2, count = window->end - window->start;
  size_t expected = window->start + (size_t)(((uint64_t)count * share) >> 32);
  const char *place = (const char *)postings + size * expected;
  const char *end = (const char *)postings + size * window->end;
  for (int line = 0; line < 3; line++) {
    __builtin_prefetch(place + 64 * line < end ? place + 64 * line : place);
  }
}

// Adds up windows, and writes the rows whose sums were 0 to `met` if wanted: both choices are known when a
// kernel is compiled.
static inline __attribute__((always_inline)) size_t EXPANDED(join_window, read, SET)(
    uint16_t *sums, const void *postings, int isWide, const cento_window *windows, size_t count,
    uint32_t first, uint32_t share, int isMeeting, uint32_t *met) {
  size_t found = 0;
  for (size_t w = 0; w < count; w++) {
    const cento_window window = windows[w];
    if (w + 3 < count) EXPANDED(join, call, SET)(postings, isWide, windows + w + 3, share);
    size_t place = EXPANDED(join, place, SET)(postings, isWide, &window, first, share);
    for (; place < window.end; place++) {
      uint32_t row = EXPANDED(join, row, SET)(postings, place, isWide);
      if (row >= window.before) break;
      uint64_t more = window.weight;
      if (isWide) {
        more = ((more * ((((const uint32_t *)postings)[place] & 0x7FFF) + 1)) >> 15) + 1;
        more = more < UINT16_MAX ? more : UINT16_MAX;
      }
      uint32_t before = sums[row], sum = before + (uint32_t)more;
      if (isMeeting) {
        met[found] = row;
        found += before == 0;
      }
      sums[row] = (uint16_t)(sum < UINT16_MAX ? sum : UINT16_MAX);
    }
  }
  return found;
}

void EXPANDED(join_once, add, SET)(uint16_t *sums, const uint16_t *postings,
                                   const cento_window *windows, size_t count, uint32_t first,
                                   uint32_t share) {
  EXPANDED(join_window, read, SET)(sums, postings, 0, windows, count, first, share, 0, 0);
}

size_t EXPANDED(join_once, meet, SET)(uint16_t *sums, const uint16_t *postings,
                                      const cento_window *windows, size_t count, uint32_t first,
                                      uint32_t share, uint32_t *met) {
  return EXPANDED(join_window, read, SET)(sums, postings, 0, windows, count, first, share, 1, met);
}

void EXPANDED(join_often, add, SET)(uint16_t *sums, const uint32_t *postings,
                                    const cento_window *windows, size_t count, uint32_t first,
                                    uint32_t share) {
  EXPANDED(join_window, read, SET)(sums, postings, 1, windows, count, first, share, 0, 0);
}

size_t EXPANDED(join_often, meet, SET)(uint16_t *sums, const uint32_t *postings,
                                       const cento_window *windows, size_t count, uint32_t first,
                                       uint32_t share, uint32_t *met) {
  return EXPANDED(join_window, read, SET)(sums, postings, 1, windows, count, first, share, 1, met);
}
