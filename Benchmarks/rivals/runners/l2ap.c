/* L2AP: every pair of rows whose cosine reaches a threshold, exactly, on one thread.

   Written from the paper, not from the authors' program:
   D. C. Anastasiu and G. Karypis, "L2AP: Fast cosine similarity search with prefix L-2 norm bounds",
   ICDE 2014. The names of the bounds are the paper's.

       l2ap ROWS THRESHOLD [PAIRS]

   ROWS is a file of little-endian numbers without gaps: rows, columns, entries (int64 each), where each
   row begins (int64, rows + 1), the column of each entry (int32), its value (float). Rows are of length 1
   or less, values above 0. Pairs are written as lines `a TAB b TAB cosine`, a < b, in no order of use.
   A JSON object on standard output has counts and times, wall and processor: `read`; `order`, columns and
   rows put in order; `search`, bounds, index, candidates and verification, nothing else.

   In short. Columns are numbered from the commonest to the rarest, rows from the largest maximum to the
   smallest. A row asks the index of the rows before it, then joins the index itself: not with its first
   entries (the common ones), as long as these alone cannot reach the threshold with any later row. So
   most of the long lists are never made. What the entries left of a place can still add is at most
   the product of the norms of both rows there; that one bound ends most candidates early. */

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* Bounds are held against the threshold less this, so that sums of floats lose nothing: of some hundred
   entries they were seen to err by 4e-6. A pair that is nearer to the threshold is added up again. */
#define SLACK 1e-5f

typedef struct { int64_t rows, columns, entries; int64_t *start; int32_t *column; float *value; } Rows;

/* An entry of the index: the row, its value, and the norm of the row's entries left of it. */
typedef struct { int32_t row; float value, left; } Posting;

/* A column's list in the index, from the first row that still counts; ĉw, its largest value so far. */
typedef struct { uint32_t first, last; float top; } List;

/* The row that asks, spread over all columns, where products are wanted; value 0 where it has none. */
typedef struct { float value, left; } Asked;

static void *take(int64_t count, size_t size) {
  void *memory = calloc(count > 0 ? (size_t)count : 1, size);
  if (!memory) { fprintf(stderr, "l2ap: no memory for %lld elements\n", (long long)count); exit(2); }
  return memory;
}

static double now(int processor) {
  struct timespec t;
  clock_gettime(processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void need(void *to, size_t size, int64_t count, FILE *file) {
  if (fread(to, size, (size_t)count, file) != (size_t)count) {
    fprintf(stderr, "l2ap: the file of rows ends too early\n");
    exit(2);
  }
}

static Rows read_rows(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(2); }
  int64_t head[3];
  need(head, 8, 3, file);
  Rows m = {head[0], head[1], head[2], take(head[0] + 1, 8), take(head[2], 4), take(head[2], 4)};
  need(m.start, 8, m.rows + 1, file);
  need(m.column, 4, m.entries, file);
  need(m.value, 4, m.entries, file);
  fclose(file);
  return m;
}

/* Numbers 0 … count − 1 by falling key (a key of at most 32 bits); equal keys keep their order. */
static int32_t *falling(const uint32_t *key, int64_t count) {
  int32_t *order = take(count, 4), *other = take(count, 4);
  for (int64_t i = 0; i < count; i++) order[i] = (int32_t)i;
  for (int shift = 0; shift < 32; shift += 16) {
    int64_t *place = take(65537, 8);
    for (int64_t i = 0; i < count; i++) place[65535 - (key[i] >> shift & 65535) + 1]++;
    for (int64_t d = 0; d < 65536; d++) place[d + 1] += place[d];
    for (int64_t i = 0; i < count; i++)
      other[place[65535 - (key[order[i]] >> shift & 65535)]++] = order[i];
    int32_t *swap = order; order = other; other = swap;
    free(place);
  }
  free(other);
  return order;
}

typedef struct { uint32_t column; float value; } Entry;

/* Sorts entries by column, a byte at a time; `other` has as much room, `columns` is above every column. */
static void by_column(Entry *entries, Entry *other, int64_t count, int64_t columns) {
  Entry *from = entries, *to = other;
  for (int shift = 0; columns > (int64_t)1 << shift; shift += 8) {
    uint32_t place[257] = {0};
    for (int64_t i = 0; i < count; i++) place[(from[i].column >> shift & 255) + 1]++;
    for (int d = 0; d < 256; d++) place[d + 1] += place[d];
    for (int64_t i = 0; i < count; i++) to[place[from[i].column >> shift & 255]++] = from[i];
    Entry *swap = from; from = to; to = swap;
  }
  if (from != entries) memcpy(entries, from, (size_t)count * sizeof(Entry));
}

/* The rows by falling maximum, their entries by falling document frequency; `name` is the old number. */
static Rows put_in_order(const Rows *m, int32_t **name) {
  uint32_t *frequency = take(m->columns, 4), *largest = take(m->rows, 4);
  int64_t longest = 0;
  for (int64_t r = 0; r < m->rows; r++) {
    float top = 0;
    for (int64_t e = m->start[r]; e < m->start[r + 1]; e++) {
      frequency[m->column[e]]++;
      if (m->value[e] > top) top = m->value[e];
    }
    memcpy(&largest[r], &top, 4);  /* Floats above 0 are in the order of their bits. */
    if (m->start[r + 1] - m->start[r] > longest) longest = m->start[r + 1] - m->start[r];
  }
  int32_t *columns = falling(frequency, m->columns);
  uint32_t *number = frequency;
  for (int64_t c = 0; c < m->columns; c++) number[columns[c]] = (uint32_t)c;
  *name = falling(largest, m->rows);
  Rows out = {m->rows, m->columns, m->entries,
              take(m->rows + 1, 8), take(m->entries, 4), take(m->entries, 4)};
  Entry *row = take(longest, sizeof(Entry)), *other = take(longest, sizeof(Entry));
  for (int64_t r = 0, at = 0; r < m->rows; r++) {
    const int64_t from = m->start[(*name)[r]], count = m->start[(*name)[r] + 1] - from;
    for (int64_t i = 0; i < count; i++)
      row[i] = (Entry){number[m->column[from + i]], m->value[from + i]};
    by_column(row, other, count, m->columns);
    for (int64_t i = 0; i < count; i++, at++) {
      out.column[at] = (int32_t)row[i].column;
      out.value[at] = row[i].value;
    }
    out.start[r + 1] = at;
  }
  free(frequency); free(largest); free(columns); free(row); free(other);
  return out;
}

/* What is known of every row beforehand. */
typedef struct {
  float *left;      /* per entry: the norm of the entries before it */
  float *top;       /* rw: the largest value */
  int64_t *cut;     /* the first entry that is indexed; those before it are the prefix */
  float *ps;        /* pscore: no later row has more than this in common with the prefix */
  float *prefix_top, *prefix_sum, *sum;  /* largest value and sum of the prefix; sum of the row */
  float *size;      /* sz: number of entries times largest value */
  int64_t *list;    /* per column: where its list begins in the index */
} Facts;

static Facts facts_of(const Rows *m, float t) {
  Facts f = {take(m->entries, 4), take(m->rows, 4), take(m->rows, 8), take(m->rows, 4),
             take(m->rows, 4), take(m->rows, 4), take(m->rows, 4), take(m->rows, 4),
             take(m->columns + 1, 8)};
  float *column_top = take(m->columns, 4);
  for (int64_t e = 0; e < m->entries; e++)
    if (m->value[e] > column_top[m->column[e]]) column_top[m->column[e]] = m->value[e];
  for (int64_t r = 0; r < m->rows; r++) {
    int64_t e, end = m->start[r + 1];
    for (e = m->start[r]; e < end; e++) {
      f.sum[r] += m->value[e];
      if (m->value[e] > f.top[r]) f.top[r] = m->value[e];
    }
    f.size[r] = (float)(end - m->start[r]) * f.top[r];
    double squares = 0;
    float b1 = 0, bound = 0;
    f.cut[r] = end;
    for (e = m->start[r]; e < end; e++) {
      float value = m->value[e], most = column_top[m->column[e]];
      f.left[e] = (float)sqrt(squares);
      squares += (double)value * value;
      if (f.cut[r] < end) { f.list[m->column[e] + 1]++; continue; }
      /* b1: later rows have no value above their column's largest, nor above this row's largest. */
      b1 += value * (most < f.top[r] ? most : f.top[r]);
      float b2 = (float)sqrt(squares), least = b1 < b2 ? b1 : b2;
      if (least >= t) {
        f.cut[r] = e;
        f.list[m->column[e] + 1]++;
      } else {
        bound = least;
        f.prefix_sum[r] += value;
        if (value > f.prefix_top[r]) f.prefix_top[r] = value;
      }
    }
    f.ps[r] = bound;
  }
  for (int64_t c = 0; c < m->columns; c++) f.list[c + 1] += f.list[c];
  free(column_top);
  return f;
}

typedef struct { int32_t a, b; float cosine; } Pair;
typedef struct { Pair *pairs; int64_t count, room, met, products; } Found;

static void keep(Found *found, int32_t a, int32_t b, float cosine) {
  if (found->count == found->room) {
    found->room = found->room ? found->room * 2 : 1 << 16;
    found->pairs = realloc(found->pairs, (size_t)found->room * sizeof(Pair));
    if (!found->pairs) { fprintf(stderr, "l2ap: no memory for the pairs\n"); exit(2); }
  }
  found->pairs[found->count++] = (Pair){a, b, cosine};
}

/* The norm of a row's entries up to and with entry e. */
static float norm_up_to(const Rows *m, const Facts *f, int64_t e) {
  return sqrtf(f->left[e] * f->left[e] + m->value[e] * m->value[e]);
}

static void search(const Rows *m, const Facts *f, double limit, Found *found) {
  const float threshold = (float)limit, t = threshold - SLACK;
  Posting *index = take(f->list[m->columns], sizeof(Posting));
  List *lists = take(m->columns, sizeof(List));
  Asked *asked = take(m->columns, sizeof(Asked));
  float *sums = take(m->rows, 4);  /* 0: not met; below 0: met and ruled out */
  int32_t *met = take(m->rows, 4);
  for (int64_t c = 0; c < m->columns; c++)
    lists[c].first = lists[c].last = (uint32_t)f->list[c];
  for (int32_t x = 0; x < m->rows; x++) {
    const int64_t begin = m->start[x], end = m->start[x + 1];
    if (begin == end) continue;
    float rs1 = 0;
    for (int64_t e = begin; e < end; e++) rs1 += m->value[e] * lists[m->column[e]].top;
    float rs2 = norm_up_to(m, f, end - 1);
    int64_t candidates = 0, alive = 0;

    /* Candidates, from the rarest column to the commonest. */
    for (int64_t e = end; e-- > begin;) {
      List *const list = &lists[m->column[e]];
      const float value = m->value[e], left = f->left[e];
      const int admits = (rs1 < rs2 ? rs1 : rs2) >= t;
      if (!admits && alive == 0) break;
      const Posting *p = index + list->first, *stop = index + list->last;
      /* sz: y·x ≤ |y| · top of y · top of x. Later rows have smaller tops, so y is gone for good. */
      while (p < stop && f->size[p->row] * f->top[x] < t) p++;
      list->first = (uint32_t)(p - index);
      for (; p < stop; p++) {
        float sum = sums[p->row];
        if (sum < 0 || (sum == 0 && !admits)) continue;
        if (sum == 0) { met[candidates++] = p->row; alive++; }
        sum += value * p->value;
        if (sum + left * p->left < t) { sum = -1; alive--; }  /* l2cg */
        sums[p->row] = sum;
      }
      rs1 -= value * list->top;
      rs2 = left;
    }
    found->met += candidates;

    /* Verification: what the index does not have of y is its prefix. */
    int spread = 0;
    for (int64_t i = 0; i < candidates; i++) {
      const int32_t y = met[i];
      float sum = sums[y];
      sums[y] = 0;
      if (sum <= 0 || sum + f->ps[y] < t) continue;
      const int64_t from = m->start[y];
      int64_t e = f->cut[y];
      const int64_t prefix = e - from, shorter = prefix < end - begin ? prefix : end - begin;
      /* dps: by the largest value of one side and the sum of the other, and by the entries in common. */
      float dps1 = f->top[x] * f->prefix_sum[y], dps2 = f->sum[x] * f->prefix_top[y];
      if (sum + (dps1 < dps2 ? dps1 : dps2) < t) continue;
      if (sum + (float)shorter * f->top[x] * f->prefix_top[y] < t) continue;
      found->products++;
      if (!spread) {
        spread = 1;
        for (int64_t o = begin; o < end; o++)
          asked[m->column[o]] = (Asked){m->value[o], f->left[o]};
      }
      while (e-- > from) {
        const Asked other = asked[m->column[e]];
        if (other.value == 0) continue;
        sum += other.value * m->value[e];
        if (sum + other.left * f->left[e] < t) break;  /* l2cv */
      }
      if (e >= from) continue;
      if (sum < threshold + SLACK) {
        double whole = 0;
        for (e = from; e < m->start[y + 1]; e++)
          whole += (double)asked[m->column[e]].value * m->value[e];
        if (whole < limit) continue;
        sum = (float)whole;
      }
      keep(found, y, x, sum);
    }
    if (spread)
      for (int64_t e = begin; e < end; e++) asked[m->column[e]] = (Asked){0, 0};

    for (int64_t e = begin; e < end; e++) {
      List *const list = &lists[m->column[e]];
      if (m->value[e] > list->top) list->top = m->value[e];
      if (e >= f->cut[x]) index[list->last++] = (Posting){x, m->value[e], f->left[e]};
    }
  }
  free(index); free(lists); free(asked); free(sums); free(met);
}

int main(int count, char **words) {
  if (count < 3) { fprintf(stderr, "use: l2ap ROWS THRESHOLD [PAIRS]\n"); return 2; }
  const double threshold = strtod(words[2], NULL);
  const double opened = now(0);
  Rows given = read_rows(words[1]);
  const double read[2] = {now(0), now(1)};
  int32_t *name;
  Rows m = put_in_order(&given, &name);
  free(given.start); free(given.column); free(given.value);
  const double ordered[2] = {now(0), now(1)};
  Facts f = facts_of(&m, (float)threshold - SLACK);
  Found found = {0};
  search(&m, &f, threshold, &found);
  const double searched[2] = {now(0), now(1)};
  if (count > 3) {
    FILE *out = fopen(words[3], "w");
    if (!out) { perror(words[3]); return 2; }
    for (int64_t i = 0; i < found.count; i++) {
      int32_t a = name[found.pairs[i].a], b = name[found.pairs[i].b];
      fprintf(out, "%d\t%d\t%.7f\n", a < b ? a : b, a < b ? b : a, found.pairs[i].cosine);
    }
    if (fclose(out)) { perror(words[3]); return 2; }
  }
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("{\"rows\":%lld,\"columns\":%lld,\"entries\":%lld,\"indexed\":%lld,\"candidates\":%lld,"
         "\"products\":%lld,\"pairs\":%lld,\n\"read_s\":%.3f,\"order_s\":%.3f,\"order_cpu_s\":%.3f,"
         "\"search_s\":%.3f,\"search_cpu_s\":%.3f,\"whole_s\":%.3f,\"peak_mb\":%ld}\n",
         (long long)m.rows, (long long)m.columns, (long long)m.entries, (long long)f.list[m.columns],
         (long long)found.met, (long long)found.products, (long long)found.count, read[0] - opened,
         ordered[0] - read[0], ordered[1] - read[1], searched[0] - ordered[0],
         searched[1] - ordered[1], now(0) - opened, usage.ru_maxrss / 1024);
  return 0;
}
