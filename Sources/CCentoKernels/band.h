// The rows of an alignment in a narrow band, for one instruction set. No include guard: it is included
// once for each. Wanted: SET.

// The cells of a row: column j of row i is cell j − i + band.
typedef int16_t EXPANDED(cells, 32, SET)
    __attribute__((vector_size(64), aligned(sizeof(int16_t)), may_alias));
#define CELLS EXPANDED(cells, 32, SET)
#define LARGER(x, y) __builtin_elementwise_max(x, y)
#define CHOSEN_BY(which, x, y) (((x) & (which)) | ((y) & ~(which)))
// Every cell has what the cell above it had, the last one what the first of `y` is.
#define FROM_NEXT(x, y)                                                                          \
  __builtin_shufflevector(x, y, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,   \
                          19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32)
// Every cell is no less than the cell 1, 2, 4, 8 or 16 before it, or than y. Neighbours stay together: such a
// shuffle takes three turns of the processor, any other seven.
#define NO_LESS_1(x, y)                                                                          \
  LARGER(x, __builtin_shufflevector(y, x, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,    \
                                    44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58,  \
                                    59, 60, 61, 62))
#define NO_LESS_2(x, y)                                                                          \
  LARGER(x, __builtin_shufflevector(y, x, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,    \
                                    43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57,  \
                                    58, 59, 60, 61))
#define NO_LESS_4(x, y)                                                                          \
  LARGER(x, __builtin_shufflevector(y, x, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,    \
                                    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55,  \
                                    56, 57, 58, 59))
#define NO_LESS_8(x, y)                                                                          \
  LARGER(x, __builtin_shufflevector(y, x, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36,    \
                                    37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51,  \
                                    52, 53, 54, 55))
#define NO_LESS_16(x, y)                                                                         \
  LARGER(x, __builtin_shufflevector(y, x, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,    \
                                    29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,  \
                                    44, 45, 46, 47))

void EXPANDED(band, reach, SET)(const cento_band *way, const cento_end *end, cento_reach *reach) {
  const size_t rows = end->rows, columns = end->columns;
  const ptrdiff_t step = end->step;
  const int16_t never = -16000, least = (int16_t)way->least, wear = (int16_t)way->wear;
  const int16_t open = (int16_t)way->gap_open, extend = (int16_t)way->gap_extend;
  const int16_t masked = (int16_t)way->masked, mismatch = (int16_t)way->mismatch;
  const int16_t mask = (int16_t)(way->mask >> 16), drop = (int16_t)way->drop;
  const int band = way->band;
  const CELLS number = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                        16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31};
  const CELLS nothing = (CELLS){0} + never, lowest = (CELLS){0} + INT16_MIN;
  // What a gap along the row costs up to each cell.
  const CELLS along = number * extend;

  // Row 0: a gap from the corner. The columns' signs enter from the end, one each row.
  const int reached = band + (columns < (size_t)band ? (int)columns : band);
  CELLS best = CHOSEN_BY(number > (int16_t)band,
                         (int16_t)(open - extend) + (number - (int16_t)band) * extend, nothing);
  best = CHOSEN_BY(number == (int16_t)band, (CELLS){0}, best);
  best = CHOSEN_BY(number > (int16_t)reached, nothing, best);
  CELLS gaps = nothing, signs = {0}, worths = {0};
  const uint32_t *own = way->signs + end->a, *next = way->signs + end->b;
  size_t entered = 0;
  for (int cell = band + 1; cell < 32; cell++, entered++) {
    uint32_t sign = entered < columns ? next[(ptrdiff_t)entered * step] : 0;
    signs[cell] = (int16_t)(sign >> 16);
    worths[cell] = (int16_t)(sign & 0x7FF);
  }
  *reach = (cento_reach){0, 0, 0, 0, 0};
  if (rows == 0 && columns <= (size_t)band) {
    reach->has_corner = 1;
    reach->corner = columns ? open + extend * ((int32_t)columns - 1) : 0;
  }
  for (size_t row = 1; row <= rows && row <= columns + (size_t)band; row++, own += step) {
    uint32_t entering = entered < columns ? next[(ptrdiff_t)entered * step] : 0;
    entered++;
    signs = FROM_NEXT(signs, (CELLS){0} + (int16_t)(entering >> 16));
    worths = FROM_NEXT(worths, (CELLS){0} + (int16_t)(entering & 0x7FF));
    const int16_t sign = (int16_t)(*own >> 16), worth = (int16_t)(*own & 0x7FF);
    CELLS match =
        LARGER(__builtin_elementwise_min(worths, (CELLS){0} + worth), (CELLS){0} + least) - wear;
    CELLS apart = CHOSEN_BY(signs == mask, (CELLS){0} + masked,
                            (CELLS){0} + (int16_t)(sign == mask ? masked : mismatch));
    CELLS pairs = CHOSEN_BY(signs == sign, match, apart);

    CELLS down = LARGER(best + open, gaps + extend);
    down = FROM_NEXT(down, nothing);
    CELLS now = LARGER(best + pairs, down);
    // The largest of what gaps along the row, opened at any cell before, are worth.
    CELLS most = now - along;
    most = NO_LESS_1(most, lowest);
    most = NO_LESS_2(most, lowest);
    most = NO_LESS_4(most, lowest);
    most = NO_LESS_8(most, lowest);
    most = NO_LESS_16(most, lowest);
    // A gap opened at the cell itself is worth less than the cell.
    now = LARGER(now, most + along + (int16_t)(open - extend));
    // What lies beyond the band or the last column is no cell.
    const ptrdiff_t beyond = (ptrdiff_t)columns - (ptrdiff_t)row + band;
    const int last = beyond < 2 * band ? (int)beyond : 2 * band;
    now = CHOSEN_BY(number > (int16_t)last, nothing, now);

    CELLS bounds = (CELLS){0} - drop;
    int32_t gain = 0;
    uint32_t above = __builtin_bit_cast(
        uint32_t, __builtin_convertvector(now > 0, EXPANDED(bits, 32, SET)));
    if (above) {
      int16_t cells[32];
      *(CELLS *)cells = now;
      const int32_t before = reach->score;
      for (; above; above &= above - 1) {
        const int cell = __builtin_ctz(above);
        int32_t value = before + cells[cell];
        if (value <= reach->score) continue;
        size_t column = row + (size_t)cell - (size_t)band;
        int follows = row == reach->a + 1 && column == reach->b + 1;
        if (!follows && value <= reach->score + way->margin) continue;
        *reach = (cento_reach){value, row, column, 0, 0};
        bounds = CHOSEN_BY(number >= (int16_t)cell, (CELLS){0} + (int16_t)(value - before - drop),
                           bounds);
      }
      gain = reach->score - before;
    }
    CELLS dead = now < bounds;
    best = CHOSEN_BY(dead, nothing, now - (int16_t)gain);
    gaps = CHOSEN_BY(dead, nothing, down - (int16_t)gain);
    if (row == rows && beyond <= 2 * band) {
      int16_t corner = best[beyond & 31];
      if (corner > never) {
        reach->has_corner = 1;
        reach->corner = reach->score + corner;
      }
    }
    if (__builtin_bit_cast(uint32_t, __builtin_convertvector(dead, EXPANDED(bits, 32, SET)))
        == UINT32_MAX) {
      break;
    }
  }
}

#undef CELLS
#undef LARGER
#undef CHOSEN_BY
#undef FROM_NEXT
#undef NO_LESS_1
#undef NO_LESS_2
#undef NO_LESS_4
#undef NO_LESS_8
#undef NO_LESS_16
