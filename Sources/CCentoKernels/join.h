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
