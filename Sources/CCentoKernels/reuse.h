// The kernels of the search for reuse, for one instruction set. No include guard: it is included once
// for each. Wanted: SET.

typedef uint32_t EXPANDED(signs, 16, SET)
    __attribute__((vector_size(64), aligned(sizeof(uint32_t)), may_alias));
typedef _Bool EXPANDED(bits, 16, SET) __attribute__((ext_vector_type(16)));

// Which of sixteen signs are the same on both sides, a bit each.
static inline uint32_t EXPANDED(same, 16, SET)(const uint32_t *a, const uint32_t *b) {
  const EXPANDED(signs, 16, SET) *x = (const void *)a, *y = (const void *)b;
  return __builtin_bit_cast(
      uint16_t, __builtin_convertvector((*x ^ *y) < 0x10000, EXPANDED(bits, 16, SET)));
}

// The worth of the signs first ..< end of sixteen: of each the lower on two sides.
static inline uint32_t EXPANDED(worth, 16, SET)(const uint32_t *a, const uint32_t *b,
                                                uint32_t first, uint32_t end) {
  const EXPANDED(signs, 16, SET) lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const EXPANDED(signs, 16, SET) *x = (const void *)a, *y = (const void *)b;
  EXPANDED(signs, 16, SET) lower = __builtin_elementwise_min(*x & 0x7FF, *y & 0x7FF);
  return __builtin_reduce_add(lower & (EXPANDED(signs, 16, SET))(lane - first < end - first));
}

void EXPANDED(grow, runs, SET)(const uint32_t *signs, const cento_hit *hits, size_t count,
                               cento_run *runs) {
  for (size_t h = 0; h < count; h++) {
    if (h + 8 < count) __builtin_prefetch(signs + hits[h + 8].b);
    cento_hit hit = hits[h];
    uint32_t worth = 0, after = 0, before = 0;
    const uint32_t *a = signs + hit.a + 1, *b = signs + hit.b + 1;
    while (after < hit.after) {
      uint32_t equal = (uint32_t)__builtin_ctz(~EXPANDED(same, 16, SET)(a + after, b + after));
      uint32_t left = hit.after - after;
      uint32_t end = equal < left ? equal : left;
      worth += EXPANDED(worth, 16, SET)(a + after, b + after, 0, end);
      after += end;
      if (end < 16) break;
    }
    while (before < hit.before && hit.a + 1 >= before + 16) {
      const uint32_t *x = a - before - 16, *y = b - before - 16;
      uint32_t equal = (uint32_t)__builtin_clz(~(EXPANDED(same, 16, SET)(x, y) << 16));
      uint32_t left = hit.before - before;
      uint32_t end = equal < left ? equal : left;
      worth += EXPANDED(worth, 16, SET)(x, y, 16 - end, 16);
      before += end;
      if (end < 16) goto done;
    }
    // The first fifteen signs of the row.
    while (before < hit.before) {
      uint32_t x = *(a - before - 1), y = *(b - before - 1);
      if ((x ^ y) >= 0x10000) break;
      worth += (x & 0x7FF) < (y & 0x7FF) ? x & 0x7FF : y & 0x7FF;
      before++;
    }
  done:
    runs[h] = (cento_run){
        hit.a + 1 - before, hit.b + 1 - before, before + after, worth};
  }
}

// Which of 32 neighbouring signs are a given one, a bit each.
static inline uint32_t EXPANDED(same, 32, SET)(const uint32_t *signs, uint32_t sign) {
  const EXPANDED(signs, 16, SET) *low = (const void *)signs, *high = (const void *)(signs + 16);
  uint32_t first = __builtin_bit_cast(
      uint16_t, __builtin_convertvector((*low ^ sign) < 0x10000, EXPANDED(bits, 16, SET)));
  uint32_t second = __builtin_bit_cast(
      uint16_t, __builtin_convertvector((*high ^ sign) < 0x10000, EXPANDED(bits, 16, SET)));
  // Two plain words: left to itself the compiler joins them in a vector, which takes thrice as long.
  __asm__("" : "+r"(first), "+r"(second));
  return first | second << 16;
}

int EXPANDED(barren, end, SET)(const cento_ends *ends, size_t a, size_t b, int step, size_t rows,
                               size_t columns) {
  const int band = ends->band, quiet = ends->quiet;
  const int last = (int)(rows < CENTO_END_ROWS - 1 ? rows : CENTO_END_ROWS - 1);
  const int width = (int)(columns < 64 ? columns : 64);
  const int32_t drop = ends->drop;
  // Of each equal sign: row and column, in the halves of a word; where its costs of going on begin;
  // what the best path to it is worth.
  uint32_t keys[16];
  int32_t scores[16];
  int rests[16];
  int count = 0;
  const int16_t *corner = ends->rests + band;
  // The signs of b from before the end to beyond the last row, upwards; a copy where the row is short.
  uint32_t copy[128];
  const uint32_t *signs = ends->signs + b;
  if (b < 64 || b + 64 >= ends->count) {
    for (int e = -64; e < 64; e++) {
      size_t place = b + (size_t)(ptrdiff_t)e;
      copy[64 + e] = place < ends->count ? ends->signs[place] : 0;
    }
    signs = copy + 64;
  }
  const uint32_t *own = ends->signs + a;
  for (int row = 1; row <= last; row++, own += step) {
    uint32_t sign = *own;
    if ((sign ^ ends->mask) < 0x10000) return 0;
    // A mask is worth more than a mismatch: what is said here of ways is not true of it.
    if (row == 1 || row == 32 - band) {
      int from = row == 1 ? 0 : 32;
      const uint32_t *window = step > 0 ? signs + from : signs - from - 31;
      uint32_t masked = EXPANDED(same, 32, SET)(window, ends->mask);
      if (masked && width > from) {
        if (step < 0) masked = __builtin_bitreverse32(masked);
        if (masked << (width - from < 32 ? 32 - (width - from) : 0)) return 0;
      }
    }
    int first = row - 1 - band;
    const uint32_t *window = step > 0 ? signs + first : signs - first - 31;
    uint32_t equal = EXPANDED(same, 32, SET)(window, sign);
    if (equal) {
      // Only what is in the band, and not before the end or behind the text.
      int end = row + band < width ? row + band : width;
      if (step < 0) equal = __builtin_bitreverse32(equal);
      if (first < 0) equal &= ~(uint32_t)0 << -first;
      equal = end > first ? equal & (((uint32_t)1 << (end - first)) - 1) : 0;
    }
    for (; equal; equal &= equal - 1) {
      if (count == 16) return 0;
      int element = first + __builtin_ctz(equal);
      if (row == 1 && element == 0) return 0;
      uint32_t key = (uint32_t)row << 16 | (uint32_t)(element + 1);
      int32_t best = -(int32_t)ends->ways[(row - 1) * CENTO_END_COLUMNS + element];
      for (int other = 0; other < count; other++) {
        // Both halves are one more than the way between, or it goes back: then a sign is set.
        uint32_t between = key - keys[other] - 0x10001;
        if (between & 0x80008000) continue;
        int32_t way = ends->ways[(between >> 16) * CENTO_END_COLUMNS + (between & 0xFFFF)];
        best = scores[other] - way > best ? scores[other] - way : best;
      }
      uint32_t x = sign & 0x7FF, y = signs[step > 0 ? element : -element] & 0x7FF;
      int32_t worth = (int32_t)(x < y ? x : y);
      best += (worth > ends->least ? worth : ends->least) - ends->wear;
      if (best > ends->margin) return 0;
      keys[count] = key;
      rests[count] = band + element + 1 - row - row * CENTO_END_SLACKS;
      scores[count] = best;
      count++;
    }
    if (row > quiet) {
      int alive = -(int32_t)corner[row * CENTO_END_SLACKS] >= -drop;
      for (int other = count; other > 0 && !alive; other--) {
        alive = scores[other - 1] - ends->rests[rests[other - 1] + row * CENTO_END_SLACKS] >= -drop;
      }
      if (!alive) return 1;
    }
  }
  return (size_t)last == rows;
}
