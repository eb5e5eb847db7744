// The inner loops that Swift could not make as fast: products of dense rows and weighted sums of them, and what
// compares rows of signs.
//
// Every function has one body, compiled once for each instruction set and chosen when first used. A sum is
// a chain in the order of its terms, one chain an entry of the answer, so its bits depend neither on the
// width of the vectors nor on how the caller cuts its rows; they are the same on all processors with
// fused multiply-add (x86-64-v3 and up, arm64). Widths of rows are multiples of 16.
#ifndef CCENTO_KERNELS_H
#define CCENTO_KERNELS_H
#include <stddef.h>
#include <stdint.h>

// c[i][j] = Σ over p of a[i][p] · b[p][j], added to c if `accumulate` is not 0. Entry a[i][p] stands at
// i · a_row + p · a_step, so that a transposed matrix needs no copy; b and c have `columns` columns.
void cento_product_f32(const float *a, size_t a_row, size_t a_step, size_t rows, size_t inner,
                       const float *b, size_t columns, float *c, int accumulate);
void cento_product_f64(const double *a, size_t a_row, size_t a_step, size_t rows, size_t inner,
                       const double *b, size_t columns, double *c, int accumulate);

// target[j] += Σ over e of value[e] · source[index[e] − base][j], rows of `width` numbers.
void cento_gather_f32(float *target, const float *source, size_t width, const uint32_t *index,
                      const float *value, size_t count, size_t base);
void cento_gather_f64(double *target, const double *source, size_t width, const uint32_t *index,
                      const double *value, size_t count, size_t base);

// costs[t] −= f(n + c) − f(n) over the entries of a unit, f(v) = v·log v: n is how often the entry's term
// stands in cluster t, at table[term · width + t], c how often in the unit. steps[n] = f(n + 1) − f(n).
void cento_bottleneck(float *costs, const int32_t *table, size_t width, const uint32_t *terms,
                      const uint32_t *counts, size_t entries, const float *steps,
                      const double *logs);

// Of `rows` rows of 64 scores: for each column the largest, and the first row that has it.
void cento_largest(const float *scores, size_t rows, float *largest, uint32_t *row);

// Turns `rows` rows of 64 cosines into distances, 1 − cosine, at least 0 and at most before[column], and
// adds each row's sum to sums[row].
void cento_nearer(float *scores, size_t rows, const float *before, double *sums);

// A sign of a row: its code in the upper 16 bits, what it is worth in the lowest 11.

// Two places of a row with the same sign; how far they may grow before and after it, itself before.
typedef struct {
  uint32_t a, b, before, after;
} cento_hit;

// A stretch of a row that stands in two places, and what it is worth: of each sign the lower worth.
typedef struct {
  uint32_t a, b, length, worth;
} cento_run;

// Grows hits as far as the signs are the same. Sixteen signs behind the row may be read.
void cento_grow_runs(const uint32_t *signs, const cento_hit *hits, size_t count, cento_run *runs);

// What ends of pieces are judged by: the scores of `cento_band`, what going on costs at least by rows and slack
// (see the caller), and the row up to which a path without equal signs lives.
#define CENTO_END_ROWS 32
#define CENTO_END_SLACKS 32
typedef struct {
  const uint32_t *signs;
  size_t count;
  const int16_t *rests;
  int32_t least, wear, mismatch, gap_open, gap_extend;
  int32_t band, drop, margin, quiet;
  uint32_t mask;
} cento_ends;

// Whether aligning on from signs a and b, upwards or downwards (step 1 or −1), is sure to gain nothing.
int cento_barren_end(const cento_ends *ends, size_t a, size_t b, int step, size_t rows,
                     size_t columns);

// How signs are aligned: what a match is worth at least and what it loses; what two different signs are worth,
// and a mask beside a sign; gaps; and where an alignment is given up. The band is at most 15, the drop 6000.
typedef struct {
  const uint32_t *signs;
  int32_t least, wear, mismatch, masked, gap_open, gap_extend;
  int32_t band, drop, margin;
  uint32_t mask;
} cento_band;

// The best cell of an alignment, in signs of both sides; the score of the far corner, if it was reached.
typedef struct {
  int32_t score;
  size_t a, b;
  int32_t corner, has_corner;
} cento_reach;

// An end of a stretch that two texts share: `rows` signs from a on and up to `columns` signs from b on, upwards
// or downwards (step 1 or −1).
typedef struct {
  size_t a, b;
  size_t rows, columns;
  ptrdiff_t step;
} cento_end;

// Aligns on from an end.
void cento_band_reach(const cento_band *way, const cento_end *end, cento_reach *reach);

// The kernels of the search for reuse for one instruction set. All sets give the same answers.
typedef struct {
  void (*grow_runs)(const uint32_t *, const cento_hit *, size_t, cento_run *);
  int (*barren_end)(const cento_ends *, size_t, size_t, int, size_t, size_t);
  void (*band_reach)(const cento_band *, const cento_end *, cento_reach *);
} cento_reuse_set;

// A set that this processor has, from the plainest; fewer than `set` + 1 give one of null pointers.
cento_reuse_set cento_reuse_kernels(size_t set);

// A row that has a feature: its place in a block, its weight, and the norm of its commoner features.
typedef struct {
  uint32_t row;
  uint16_t weight, below;
} cento_posting;

// The postings of a feature that a query has: the query's weight, and the least norm that matters. Postings
// with greater norms come first.
typedef struct {
  uint32_t start, end;
  uint16_t weight, least;
} cento_list;

// Adds to the sum of each row of some lists the product of both weights, (a · b >> 15) + 1. Sums that do not
// fit wrap around.
void cento_join_add(uint16_t *sums, const cento_posting *postings, const cento_list *lists,
                    size_t count);

// Writes to `met` the rows from ..< to whose sums are at least `least`, ascending, and sets these sums to 0.
// One place behind the last row that is written may be written too. Returns the number of rows.
size_t cento_join_collect(uint16_t *sums, size_t from, size_t to, uint16_t least, uint32_t *met);

// The postings of a feature that a query has, in the order of their rows: where those that matter start, where the
// list ends, and the row before which the last that matters stands; what a row collects, or for postings with
// weights what theirs is multiplied by.
typedef struct {
  uint32_t start, end, before;
  uint32_t weight;
} cento_window;

// A posting of a row that has a feature once is its number in the block, two bytes; of one that has it more often
// the number in the upper half of four, its weight less one in the lower 15 bits: it collects (a · b >> 15) + 1.
// Behind the last row of a list stands the number CENTO_LIST_END, which no row has.
#define CENTO_OFTEN_SHIFT 16
#define CENTO_LIST_END 0xFFFF

// Sets the start of whole lists to the first row that is not below `first`, and brings those forward that have a
// row from there on, in their order. `share` is that row's share of all rows, of 2^32: about so far into a list it
// stands. Sixteen postings behind the last list may be read. Returns the number of windows that are left.
size_t cento_join_once_find(const uint16_t *postings, cento_window *windows, size_t count, uint32_t first,
                            uint32_t share);
size_t cento_join_often_find(const uint32_t *postings, cento_window *windows, size_t count, uint32_t first,
                             uint32_t share);

// Adds to the sum of each row of some windows what it collects, at most 65,535 in all, of those before a row; the
// windows start behind them then.
void cento_join_once_add(uint16_t *sums, const uint16_t *postings, cento_window *windows, size_t count,
                         uint32_t before);
void cento_join_often_add(uint16_t *sums, const uint32_t *postings, cento_window *windows, size_t count,
                          uint32_t before);

// The same for windows one by one, as long as fewer than `most` rows were found, and writes those whose sums were
// 0 behind the `found` of `met`, which has room for all rows and one more. Returns the number of windows read.
size_t cento_join_once_meet(uint16_t *sums, const uint16_t *postings, const cento_window *windows,
                            size_t count, uint32_t *met, size_t most, size_t *found);
size_t cento_join_often_meet(uint16_t *sums, const uint32_t *postings, const cento_window *windows,
                             size_t count, uint32_t *met, size_t most, size_t *found);

// Adds whole lists of postings with weights.
void cento_join_lists_add(uint16_t *sums, const uint32_t *postings, const cento_window *lists,
                          size_t count);

// What a row that is so long must have collected.
static inline uint16_t cento_window_least(float length, float share) {
  float least = length * share;
  return least < 1 ? 1 : least < 65535 ? (uint16_t)least : 65535;
}

// Writes to `met` the rows from ..< to whose sums are enough for their lengths, ascending, and sets these sums
// to 0. `runs` has the least length of each 128 rows. One place behind the last that is written may be written
// too. Returns the number of rows.
size_t cento_join_window_collect(uint16_t *sums, size_t from, size_t to, const float *runs,
                                 const float *lengths, float share, uint32_t *met);

// The kernels of the join for one instruction set. All sets give the same answers.
typedef struct {
  void (*add)(uint16_t *, const cento_posting *, const cento_list *, size_t);
  size_t (*collect)(uint16_t *, size_t, size_t, uint16_t, uint32_t *);
  size_t (*window_collect)(uint16_t *, size_t, size_t, const float *, const float *, float,
                           uint32_t *);
} cento_join_set;

// A set that this processor has, from the plainest; fewer than `set` + 1 give one of null pointers.
cento_join_set cento_join_kernels(size_t set);

// The classes of ranks: the exponent and five more bits of the rank and one more, as a float.
#define CENTO_RANK_CLASSES 1024
static inline int32_t cento_rank_class(uint32_t rank) {
  float number = (float)(int32_t)(rank + 1);
  int32_t bits;
  __builtin_memcpy(&bits, &number, sizeof bits);
  return (bits >> 18) - (127 << 5);
}

// What the squares of weights are made of: the greatest square of a factor in each class, the squares of the
// terms of counts.
typedef struct {
  const float *factors, *terms;
} cento_head_weights;

// Squares are in units of 2^-28. None is greater than this, a little above 1, and a unit.
#define CENTO_HEAD_ONE 268448768.0f

// Writes the places of counts that are not 1, ascending; room for all. Returns their number.
size_t cento_head_repeated(const uint8_t *counts, size_t count, uint32_t *places);

// Writes the square of each entry's weight, factor · term · scale, rounded up, and the class of its rank, and
// 0 and UINT16_MAX after them up to a multiple of sixteen. Ranks are below 2^31 - 1. Returns the sum of the squares.
uint64_t cento_head_squares(const uint32_t *ranks, const uint8_t *counts, size_t count,
                            const cento_head_weights *weights, float scale, uint32_t *squares,
                            uint16_t *classes);

// Takes the entries of the rarest classes without which the others' squares, of those that
// `cento_head_squares` wrote, add up to less than `limit`, all if nothing is less: the complement of the rank
// above the square. `taken` has room for one more than all. `first` is where the commonest of these classes is
// looked for, from 1 to CENTO_RANK_CLASSES - 1, and then where it was found. Returns the number taken.
size_t cento_head_take(const uint32_t *ranks, const uint32_t *squares, const uint16_t *classes,
                       size_t count, uint32_t limit, int32_t *first, uint64_t *taken);

// Brings at most so many entries with distinct upper halves into their order.
#define CENTO_HEAD_SORTED 128
void cento_head_sort(uint64_t *entries, size_t count);

// A feature of a head: its rank, its weight and the norm of the commoner ones in units of 2^-15, rounded up.
typedef struct {
  uint32_t rank;
  uint16_t weight, below;
} cento_head_entry;

// Writes the head of a row whose rarest entries were taken and sorted: until the squares of the others add up
// to less than `limit`. Returns the number of its entries.
size_t cento_head_entries(const uint64_t *taken, size_t count, uint64_t sum, uint32_t limit,
                          cento_head_entry *entries);

// The kernels of heads for one instruction set. All sets give the same answers.
typedef struct {
  size_t (*repeated)(const uint8_t *, size_t, uint32_t *);
  uint64_t (*squares)(const uint32_t *, const uint8_t *, size_t, const cento_head_weights *, float,
                      uint32_t *, uint16_t *);
  size_t (*take)(const uint32_t *, const uint32_t *, const uint16_t *, size_t, uint32_t, int32_t *,
                 uint64_t *);
  void (*sort)(uint64_t *, size_t);
  size_t (*entries)(const uint64_t *, size_t, uint64_t, uint32_t, cento_head_entry *);
} cento_head_set;

// A set that this processor has, from the plainest; fewer than `set` + 1 give one of null pointers.
cento_head_set cento_head_kernels(size_t set);

// Asks for the line of the cache that holds an address, without waiting for it. Any address will do.
static inline void cento_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
