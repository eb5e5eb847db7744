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
