// The bodies of the kernels for one kind of number and one instruction set. No include guard: it is
// included once for each. Wanted: REAL, NAME(stem), VECTOR_BYTES, WIDE (vectors of a product's tile:
// 16 numbers are a multiple of it) and LONG (vectors of a sum that stay in registers, at most 24).

typedef REAL NAME(vector) __attribute__((vector_size(VECTOR_BYTES), aligned(sizeof(REAL)), may_alias));
#define LANES (VECTOR_BYTES / sizeof(REAL))

// One tile of a product: ROWS rows and WIDTH vectors of the answer stay in registers.
#define TILE(ROWS, WIDTH)                                                                        \
  static inline void NAME(tile_##ROWS##_##WIDTH)(                                                \
      const REAL *a, size_t a_row, size_t a_step, size_t inner, const REAL *b, size_t columns,   \
      REAL *c, int accumulate) {                                                                 \
    NAME(vector) sum[ROWS][WIDTH];                                                               \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++)                            \
        _Pragma("clang loop unroll(full)") for (int j = 0; j < WIDTH; j++) {                     \
      sum[i][j] = accumulate ? *(const NAME(vector) *)(c + i * columns + j * LANES)              \
                             : (NAME(vector)){0};                                                \
    }                                                                                            \
    for (size_t p = 0; p < inner; p++) {                                                         \
      const REAL *from = b + p * columns;                                                        \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++) {                        \
        REAL factor = a[i * a_row + p * a_step];                                                 \
        _Pragma("clang loop unroll(full)") for (int j = 0; j < WIDTH; j++) {                     \
          sum[i][j] += factor * *(const NAME(vector) *)(from + j * LANES);                       \
        }                                                                                        \
      }                                                                                          \
    }                                                                                            \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++)                            \
        _Pragma("clang loop unroll(full)") for (int j = 0; j < WIDTH; j++) {                     \
      *(NAME(vector) *)(c + i * columns + j * LANES) = sum[i][j];                                \
    }                                                                                            \
  }

#define TILES(WIDTH) TILE(6, WIDTH) TILE(4, WIDTH) TILE(2, WIDTH) TILE(1, WIDTH)
TILES(1)
#if WIDE >= 2
TILES(2)
#endif
#if WIDE >= 4
TILES(4)
#endif

#define ROWS_LEFT(ROWS, WIDTH)                                                                   \
  if (i + ROWS <= rows) {                                                                        \
    NAME(tile_##ROWS##_##WIDTH)(a + i * a_row, a_row, a_step, inner, b + j, columns,             \
                                c + i * columns + j, accumulate);                                \
    i += ROWS;                                                                                   \
  }

#define ROWS_OF(WIDTH)                                                                           \
  for (; i + 6 <= rows; i += 6) {                                                                \
    NAME(tile_6_##WIDTH)(a + i * a_row, a_row, a_step, inner, b + j, columns,                    \
                         c + i * columns + j, accumulate);                                       \
  }                                                                                              \
  ROWS_LEFT(4, WIDTH)                                                                            \
  ROWS_LEFT(2, WIDTH)                                                                            \
  ROWS_LEFT(1, WIDTH)                                                                            \
  j += WIDTH * LANES;

void NAME(product)(const REAL *a, size_t a_row, size_t a_step, size_t rows, size_t inner,
                   const REAL *b, size_t columns, REAL *c, int accumulate) {
  size_t j = 0;
  while (j < columns) {
    size_t i = 0;
    size_t left = (columns - j) / LANES;
#if WIDE >= 4
    if (left >= 4) {
      ROWS_OF(4)
      continue;
    }
#endif
#if WIDE >= 2
    if (left >= 2) {
      ROWS_OF(2)
      continue;
    }
#endif
    (void)left;
    ROWS_OF(1)
  }
}

// A weighted sum of rows of which WIDTH vectors stay in registers; rows soon wanted are called for.
#define SUM(WIDTH)                                                                               \
  case WIDTH: {                                                                                  \
    NAME(vector) sum[WIDTH];                                                                     \
    _Pragma("clang loop unroll(full)") for (int j = 0; j < WIDTH; j++) {                         \
      sum[j] = *(const NAME(vector) *)(target + j * LANES);                                      \
    }                                                                                            \
    for (size_t e = 0; e < count; e++) {                                                         \
      const REAL *from = source + (index[e] - base) * width;                                     \
      if (e + 4 < count) {                                                                       \
        const char *next = (const char *)(source + (index[e + 4] - base) * width);               \
        _Pragma("clang loop unroll(full)") for (int k = 0; k < WIDTH * VECTOR_BYTES; k += 64) {  \
          __builtin_prefetch(next + k);                                                          \
        }                                                                                        \
      }                                                                                          \
      REAL factor = value[e];                                                                    \
      _Pragma("clang loop unroll(full)") for (int j = 0; j < WIDTH; j++) {                       \
        sum[j] += factor * *(const NAME(vector) *)(from + j * LANES);                            \
      }                                                                                          \
    }                                                                                            \
    _Pragma("clang loop unroll(full)") for (int j = 0; j < WIDTH; j++) {                         \
      *(NAME(vector) *)(target + j * LANES) = sum[j];                                            \
    }                                                                                            \
    break;                                                                                       \
  }

void NAME(gather)(REAL *target, const REAL *source, size_t width, const uint32_t *index,
                  const REAL *value, size_t count, size_t base) {
  size_t left = width / LANES;
  size_t parts = (left + LONG - 1) / LONG;
  for (; parts > 0; parts--) {
    size_t vectors = (left + parts - 1) / parts;
    switch (vectors) {
      SUM(1) SUM(2) SUM(3) SUM(4) SUM(5) SUM(6) SUM(7) SUM(8)
      SUM(9) SUM(10) SUM(11) SUM(12)
#if LONG > 12
      SUM(13) SUM(14) SUM(15) SUM(16) SUM(17) SUM(18)
      SUM(19) SUM(20) SUM(21) SUM(22) SUM(23) SUM(24)
#endif
    default:
      break;
    }
    target += vectors * LANES;
    source += vectors * LANES;
    left -= vectors;
  }
}

#undef TILE
#undef TILES
#undef ROWS_LEFT
#undef ROWS_OF
#undef SUM
#undef LANES
