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

// Runs of 128: the greatest of a run is a few vectors on any set, and hardly a run has a sum that counts.
size_t EXPANDED(join, collect, SET)(uint16_t *sums, size_t from, size_t to, uint16_t least,
                                    uint32_t *met) {
  size_t kept = 0, row = from;
  for (; row + 128 <= to; row += 128) {
    uint16_t *here = sums + row;
    uint16_t lane[32] = {0};
    for (int k = 0; k < 128; k += 32) {
      for (int j = 0; j < 32; j++) lane[j] = here[k + j] > lane[j] ? here[k + j] : lane[j];
    }
    uint16_t most = 0;
    for (int j = 0; j < 32; j++) most = lane[j] > most ? lane[j] : most;
    if (most == 0) continue;
    if (most >= least) {
      for (int k = 0; k < 128; k++) {
        met[kept] = (uint32_t)(row + k);
        kept += here[k] >= least;
      }
    }
    for (int k = 0; k < 128; k++) here[k] = 0;
  }
  for (; row < to; row++) {
    met[kept] = (uint32_t)row;
    kept += sums[row] >= least;
    sums[row] = 0;
  }
  return kept;
}

// The first posting of a row from `first` on: looked for around where it is expected, in growing steps.
static inline size_t EXPANDED(join, place, SET)(const uint32_t *postings, const cento_window *window,
                                                uint32_t first, uint32_t share) {
  size_t low = window->start, high = window->end;
  size_t place = low + (size_t)(((uint64_t)(high - low) * share) >> 32);
  uint32_t wanted = first << CENTO_WINDOW_SHIFT;
  for (size_t step = 1; low < high; step *= 2) {
    if (postings[place] < wanted) {
      low = place + 1;
      place = high - low > step ? low + step : high - 1;
      if (low < high && postings[low] >= wanted) return low;
    } else {
      high = place;
      place = high - low > step ? high - step : low;
      if (low < high && postings[high - 1] < wanted) return high;
    }
    if (step > 8) place = low + (high - low) / 2;
  }
  return low;
}

// Calls for what will be read of a window: where it is expected to begin, and the lines behind it.
static inline void EXPANDED(join, call, SET)(const uint32_t *postings, const cento_window *window,
                                             uint32_t share) {
  size_t count = window->end - window->start;
  const char *place =
      (const char *)(postings + window->start + (size_t)(((uint64_t)count * share) >> 32));
  const char *end = (const char *)(postings + window->end);
  for (int line = 0; line < 3; line++) {
    __builtin_prefetch(place + 64 * line < end ? place + 64 * line : place);
  }
}

void EXPANDED(join_window, add, SET)(uint16_t *sums, const uint32_t *postings,
                                     const cento_window *windows, size_t count, uint32_t first,
                                     uint32_t share) {
  const uint32_t low = (1u << CENTO_WINDOW_SHIFT) - 1;
  for (size_t w = 0; w < count; w++) {
    const cento_window window = windows[w];
    if (w + 3 < count) EXPANDED(join, call, SET)(postings, windows + w + 3, share);
    const uint32_t *p = postings + EXPANDED(join, place, SET)(postings, &window, first, share);
    for (const uint32_t *end = postings + window.end; p < end; p++) {
      uint32_t row = *p >> CENTO_WINDOW_SHIFT;
      if (row >= window.before) break;
      sums[row] += (uint16_t)(((window.weight * ((*p & low) + 1)) >> 15) + 1);
    }
  }
}

size_t EXPANDED(join_window, meet, SET)(uint16_t *sums, const uint32_t *postings,
                                        const cento_window *windows, size_t count, uint32_t first,
                                        uint32_t share, uint32_t *met) {
  const uint32_t low = (1u << CENTO_WINDOW_SHIFT) - 1;
  size_t found = 0;
  for (size_t w = 0; w < count; w++) {
    const cento_window window = windows[w];
    if (w + 3 < count) EXPANDED(join, call, SET)(postings, windows + w + 3, share);
    const uint32_t *p = postings + EXPANDED(join, place, SET)(postings, &window, first, share);
    for (const uint32_t *end = postings + window.end; p < end; p++) {
      uint32_t row = *p >> CENTO_WINDOW_SHIFT;
      if (row >= window.before) break;
      uint16_t before = sums[row];
      met[found] = row;
      found += before == 0;
      sums[row] = (uint16_t)(before + ((window.weight * ((*p & low) + 1)) >> 15) + 1);
    }
  }
  return found;
}
