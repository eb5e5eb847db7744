// The kernels of the search for reuse, for one instruction set. No include guard: it is included once
// for each. Wanted: SET.

typedef uint32_t EXPANDED(signs, 16, SET)
    __attribute__((vector_size(64), aligned(sizeof(uint32_t)), may_alias));
typedef uint16_t EXPANDED(codes, 16, SET) __attribute__((vector_size(32)));
typedef uint16_t EXPANDED(codes, 32, SET) __attribute__((vector_size(64)));
typedef _Bool EXPANDED(bits, 16, SET) __attribute__((ext_vector_type(16)));
typedef _Bool EXPANDED(bits, 32, SET) __attribute__((ext_vector_type(32)));
typedef int16_t EXPANDED(halves, 16, SET) __attribute__((vector_size(32)));

// Which of sixteen signs are the same on both sides, a bit each.
static inline uint32_t EXPANDED(same, 16, SET)(const uint32_t *a, const uint32_t *b) {
  const EXPANDED(signs, 16, SET) *x = (const void *)a, *y = (const void *)b;
  return __builtin_bit_cast(
      uint16_t, __builtin_convertvector((*x ^ *y) < 0x10000, EXPANDED(bits, 16, SET)));
}

// Adds the worths of the signs first ..< end of sixteen: of each the lower on two sides.
static inline void EXPANDED(add, worths, SET)(EXPANDED(signs, 16, SET) *worths, const uint32_t *a,
                                              const uint32_t *b, uint32_t first, uint32_t end) {
  const EXPANDED(signs, 16, SET) lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const EXPANDED(signs, 16, SET) *x = (const void *)a, *y = (const void *)b;
  EXPANDED(signs, 16, SET) lower = __builtin_elementwise_min(*x & 0x7FF, *y & 0x7FF);
  *worths += lower & (EXPANDED(signs, 16, SET))(lane - first < end - first);
}

void EXPANDED(grow, runs, SET)(const uint32_t *signs, const cento_hit *hits, size_t count,
                               cento_run *runs) {
  for (size_t h = 0; h < count; h++) {
    if (h + 8 < count) __builtin_prefetch(signs + hits[h + 8].b);
    cento_hit hit = hits[h];
    uint32_t worth = 0, after = 0, before = 0;
    EXPANDED(signs, 16, SET) worths = {0};
    const uint32_t *a = signs + hit.a + 1, *b = signs + hit.b + 1;
    while (after < hit.after) {
      uint32_t equal = (uint32_t)__builtin_ctz(~EXPANDED(same, 16, SET)(a + after, b + after));
      uint32_t left = hit.after - after;
      uint32_t end = equal < left ? equal : left;
      EXPANDED(add, worths, SET)(&worths, a + after, b + after, 0, end);
      after += end;
      if (end < 16) break;
    }
    while (before < hit.before && hit.a + 1 >= before + 16) {
      const uint32_t *x = a - before - 16, *y = b - before - 16;
      uint32_t equal = (uint32_t)__builtin_clz(~(EXPANDED(same, 16, SET)(x, y) << 16));
      uint32_t left = hit.before - before;
      uint32_t end = equal < left ? equal : left;
      EXPANDED(add, worths, SET)(&worths, x, y, 16 - end, 16);
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
        hit.a + 1 - before, hit.b + 1 - before, before + after,
        worth + __builtin_reduce_add(worths)};
  }
}

// Which of 32 codes are a given one, a bit each.
static inline uint32_t EXPANDED(same, 32, SET)(EXPANDED(codes, 32, SET) *codes, uint16_t code) {
  return __builtin_bit_cast(
      uint32_t, __builtin_convertvector(*codes == code, EXPANDED(bits, 32, SET)));
}

// The codes of 32 neighbouring signs.
static inline void EXPANDED(codes, of, SET)(const uint32_t *signs, EXPANDED(codes, 32, SET) *codes) {
  const EXPANDED(signs, 16, SET) *low = (const void *)signs, *high = (const void *)(signs + 16);
  EXPANDED(codes, 16, SET) x = __builtin_convertvector(*low >> 16, EXPANDED(codes, 16, SET));
  EXPANDED(codes, 16, SET) y = __builtin_convertvector(*high >> 16, EXPANDED(codes, 16, SET));
  *codes = __builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
                                   17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31);
}

// The signs about a place, 64 on either side.
static inline const uint32_t *EXPANDED(around, 64, SET)(const cento_ends *ends, size_t place,
                                                        uint32_t *copy) {
  if (place >= 64 && place + 64 < ends->count) return ends->signs + place;
  for (size_t sign = 0; sign < 128; sign++) {
    size_t from = place + sign - 64;
    copy[sign] = from < ends->count ? ends->signs[from] : 0;
  }
  return copy + 64;
}

// The bits of the elements first ..< end of a window of 32: from the lowest on (step 1), or from the highest.
static inline uint32_t EXPANDED(elements, 32, SET)(int step, int first, int end) {
  return step > 0 ? (uint32_t)((uint64_t)UINT32_MAX >> (32 - end)) & UINT32_MAX << first
                  : (uint32_t)((uint64_t)UINT32_MAX << (32 - end)) & UINT32_MAX >> first;
}

// Where rows done + 1 ... next of a band have equal signs in a window of b that begins with element `base`;
// rows[row] has them as bits. Gives the rows that have any, a bit each, and sets `masked` for a mask.
static inline __attribute__((always_inline)) uint32_t EXPANDED(equal, rows, SET)(
    const uint32_t *own, const uint32_t *signs, const int step, int done, int next, int base,
    int band, int width, uint16_t mask, uint32_t *rows, int *masked) {
  EXPANDED(codes, 32, SET) window;
  EXPANDED(codes, of, SET)(step > 0 ? signs + base : signs - base - 31, &window);
  const int held = width < base ? 0 : width - base;
  const int end = next + band - base < held ? next + band - base : held;
  *masked = (EXPANDED(same, 32, SET)(&window, mask) & EXPANDED(elements, 32, SET)(step, 0, end)) != 0;
  uint32_t met = 0;
  for (int row = done + 1; row <= next; row++) {
    uint16_t code = (uint16_t)(own[(row - 1) * step] >> 16);
    *masked |= code == mask;
    int first = row - 1 - band < base ? 0 : row - 1 - band - base;
    int behind = row + band - base < held ? row + band - base : held;
    rows[row] =
        EXPANDED(same, 32, SET)(&window, code) & EXPANDED(elements, 32, SET)(step, first, behind);
    met |= (uint32_t)(rows[row] != 0) << row;
  }
  return met;
}

int EXPANDED(barren, end, SET)(const cento_ends *ends, size_t a, size_t b, int step, size_t rows,
                               size_t columns) {
  const int band = ends->band;
  const int last = (int)(rows < CENTO_END_ROWS - 1 ? rows : CENTO_END_ROWS - 1);
  const int width = (int)(columns < 64 ? columns : 64);
  // The signs about the ends; copies near the ends of the row, where more is read than there is.
  uint32_t copies[2][128];
  const uint32_t *own = EXPANDED(around, 64, SET)(ends, a, copies[0]);
  const uint32_t *signs = EXPANDED(around, 64, SET)(ends, b, copies[1]);
  if ((*own ^ *signs) < 0x10000) return 0;
  // Of the corner and of each equal sign: row, column, what the best path to it is worth. Rows that are not
  // set are beyond all others.
  const EXPANDED(halves, 16, SET) lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  EXPANDED(halves, 16, SET) at_row = (lane > 0) & 999, at_column = at_row, scores = {0};
  int count = 1;
  const int16_t mismatch = (int16_t)-ends->mismatch, extend = (int16_t)-ends->gap_extend;
  const int16_t opened = (int16_t)(ends->gap_extend - ends->gap_open);
  // The row up to which a path lives, and the rows that were looked at.
  int until = ends->quiet, done = 0;
  while (done <= until && done < last) {
    // Where each of the next rows has equal signs, all rows before the first sign is looked at. A mask is
    // worth more than a mismatch: what is said here of ways is not true of it.
    uint32_t equals[CENTO_END_ROWS], met;
    const int base = done > band ? done - band : 0;
    int next = until < last ? until + 1 : last;
    next = next < base + 32 - band ? next : base + 32 - band;
    int masked;
    const uint16_t mask = (uint16_t)(ends->mask >> 16);
    if (step > 0) {
      met = EXPANDED(equal, rows, SET)(own, signs, 1, done, next, base, band, width, mask, equals,
                                       &masked);
    } else {
      met = EXPANDED(equal, rows, SET)(own, signs, -1, done, next, base, band, width, mask, equals,
                                       &masked);
    }
    if (masked) return 0;
    done = next;
    for (; met; met &= met - 1) {
      int row = __builtin_ctz(met);
      uint32_t x = own[(row - 1) * step] & 0x7FF;
      for (uint32_t equal = equals[row]; equal;) {
        if (count == 16) return 0;
        int bit = step > 0 ? __builtin_ctz(equal) : __builtin_clz(equal);
        equal &= ~(step > 0 ? (uint32_t)1 << bit : (uint32_t)1 << 31 >> bit);
        int element = base + bit;
        // The way from each of them: two gaps, or mismatches and a gap.
        EXPANDED(halves, 16, SET) down = (int16_t)(row - 1) - at_row;
        EXPANDED(halves, 16, SET) along = (int16_t)element - at_column;
        EXPANDED(halves, 16, SET) both = __builtin_elementwise_min(down, along);
        EXPANDED(halves, 16, SET) skew = __builtin_elementwise_max(down, along) - both;
        EXPANDED(halves, 16, SET) way = __builtin_elementwise_min(
            both * mismatch + skew * extend + ((skew > 0) & opened),
            (down + along) * extend + ((down > 0) & opened) + ((along > 0) & opened));
        int32_t best = __builtin_reduce_max(((both >= 0) & (scores - way)) | ((both < 0) & INT16_MIN));
        uint32_t y = signs[element * step] & 0x7FF;
        int32_t worth = (int32_t)(x < y ? x : y);
        best += (worth > ends->least ? worth : ends->least) - ends->wear;
        if (best > ends->margin) return 0;
        EXPANDED(halves, 16, SET) here = lane == (int16_t)count;
        at_row = (here & (int16_t)row) | (~here & at_row);
        at_column = (here & (int16_t)(element + 1)) | (~here & at_column);
        scores = (here & (int16_t)best) | (~here & scores);
        count++;
        const int16_t *rests = ends->rests + (band + element + 1 - row);
        while (until < last
               && best - rests[(until + 1 - row) * CENTO_END_SLACKS] >= -ends->drop) {
          until++;
        }
      }
    }
  }
  return done > until || (size_t)done == rows;
}
