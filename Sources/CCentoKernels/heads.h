// The kernels of the heads of rows, for one instruction set. No include guard: it is included once for each.
// Wanted: SET. Numbers are whole or rounded upwards, and every set gives the same.

#ifndef CENTO_SIXTEEN
#define CENTO_SIXTEEN
typedef int32_t cento_four __attribute__((ext_vector_type(4)));
typedef int32_t cento_eight __attribute__((ext_vector_type(8)));
typedef int32_t cento_ints __attribute__((ext_vector_type(16)));
typedef uint8_t cento_bytes __attribute__((ext_vector_type(16)));
typedef _Bool cento_flags __attribute__((ext_vector_type(16)));
typedef uint16_t cento_shorts __attribute__((ext_vector_type(16)));
typedef uint32_t cento_words __attribute__((ext_vector_type(16)));
typedef uint64_t cento_longs __attribute__((ext_vector_type(16)));
typedef float cento_floats __attribute__((ext_vector_type(16)));
#define LOADED(kind, place) ({ kind there; __builtin_memcpy(&there, place, sizeof there); there; })
#define STORED(place, value) __builtin_memcpy(place, &(value), sizeof(value))
#endif

size_t EXPANDED(head, repeated, SET)(const uint8_t *counts, size_t count, uint32_t *places) {
  size_t found = 0, place = 0;
  for (; place + 16 <= count; place += 16) {
    cento_bytes here = LOADED(cento_bytes, counts + place);
    cento_flags isRepeated = __builtin_convertvector(here != 1, cento_flags);
    uint16_t left;
    STORED(&left, isRepeated);
    for (; left; left &= left - 1) {
      places[found++] = (uint32_t)place + (uint32_t)__builtin_ctz(left);
    }
  }
  for (; place < count; place++) {
    if (counts[place] != 1) places[found++] = (uint32_t)place;
  }
  return found;
}

uint64_t EXPANDED(head, squares, SET)(const uint32_t *ranks, const uint8_t *counts, size_t count,
                                      const cento_head_weights *weights, float scale,
                                      uint32_t *squares, uint16_t *classes) {
  uint64_t sum = 0;
  size_t place = 0;
  for (; place + 16 <= count; place += 16) {
    cento_ints more = LOADED(cento_ints, ranks + place) + 1;
    cento_floats numbers = __builtin_convertvector(more, cento_floats);
    cento_ints class = (LOADED(cento_ints, &numbers) >> 18) - (127 << 5);
    cento_floats factors, terms;
    for (int k = 0; k < 16; k++) factors[k] = weights->factors[class[k]];
    for (int k = 0; k < 16; k++) terms[k] = weights->terms[counts[place + k]];
    cento_floats products = factors * terms * scale;
    products = __builtin_elementwise_min(products, (cento_floats)CENTO_HEAD_ONE);
    cento_ints square = __builtin_convertvector(products, cento_ints) + 1;
    cento_shorts narrow = __builtin_convertvector(class, cento_shorts);
    STORED(squares + place, square);
    STORED(classes + place, narrow);
    // Four of the greatest fit into a lane.
    cento_eight eight = square.lo + square.hi;
    cento_four four = eight.lo + eight.hi;
    sum += (uint64_t)(uint32_t)four[0] + (uint32_t)four[1] + (uint32_t)four[2] + (uint32_t)four[3];
  }
  size_t padded = (count + 15) / 16 * 16;
  for (; place < padded; place++) {
    int isEntry = place < count;
    int32_t class = isEntry ? cento_rank_class(ranks[place]) : UINT16_MAX;
    float product = isEntry ? weights->factors[class] * weights->terms[counts[place]] * scale : 0;
    squares[place] = (uint32_t)(int32_t)(product < CENTO_HEAD_ONE ? product : CENTO_HEAD_ONE) + isEntry;
    classes[place] = (uint16_t)class;
    sum += squares[place];
  }
  return sum;
}

// The sum of squares of the classes before one, or more.
static inline uint64_t EXPANDED(head, rest, SET)(const uint32_t *squares, const uint16_t *classes,
                                                 size_t count, int32_t before) {
  uint64_t sum = 0;
  // So many of the greatest squares fit into the lanes, in units of 2^-24.
  for (size_t place = 0; place < count;) {
    size_t end = count - place < 1024 ? count : place + 1024;
    cento_ints lanes = 0;
    for (; place < end; place += 16) {
      cento_ints class = __builtin_convertvector(LOADED(cento_shorts, classes + place), cento_ints);
      lanes += ((LOADED(cento_ints, squares + place) >> 4) + 1) & (class < before);
    }
    for (int k = 0; k < 16; k++) sum += (uint32_t)lanes[k];
  }
  return sum << 4;
}

size_t EXPANDED(head, take, SET)(const uint32_t *ranks, const uint32_t *squares,
                                 const uint16_t *classes, size_t count, uint32_t limit,
                                 int32_t *first, uint64_t *taken) {
  // The greatest class whose commoner ones are short enough, looked for around the first guess.
  int32_t low = 0, high = CENTO_RANK_CLASSES, middle = *first;
  for (int32_t step = 8; high - low > 1; step *= 2) {
    int isShort = EXPANDED(head, rest, SET)(squares, classes, count, middle) < limit;
    low = isShort ? middle : low;
    high = isShort ? high : middle;
    int32_t next = isShort ? low + step : high - step;
    int isOpen = (low == 0 || high == CENTO_RANK_CLASSES) && low < next && next < high;
    middle = isOpen ? next : (low + high) / 2;
  }
  *first = low > 0 ? low : 1;
  // Which are taken cannot be foretold: no branch.
  size_t kept = 0, place = 0;
  for (; place + 16 <= count; place += 16) {
    cento_words keys = ~LOADED(cento_words, ranks + place);
    cento_words values = LOADED(cento_words, squares + place);
    cento_longs entries =
        __builtin_convertvector(keys, cento_longs) << 32 | __builtin_convertvector(values, cento_longs);
    cento_shorts class = LOADED(cento_shorts, classes + place);
    cento_shorts isTaken = 1 & (cento_shorts)(class >= (uint16_t)low);
    uint64_t all[16];
    uint16_t one[16];
    STORED(all, entries);
    STORED(one, isTaken);
    for (int k = 0; k < 16; k++) {
      taken[kept] = all[k];
      kept += one[k];
    }
  }
  for (; place < count; place++) {
    taken[kept] = (uint64_t)~ranks[place] << 32 | squares[place];
    kept += classes[place] >= low;
  }
  return kept;
}

void EXPANDED(head, sort, SET)(uint64_t *entries, size_t count) {
  uint64_t from[CENTO_HEAD_SORTED];
  int32_t keys[CENTO_HEAD_SORTED], places[CENTO_HEAD_SORTED];
  size_t padded = (count + 15) / 16 * 16;
  for (size_t i = 0; i < count; i++) {
    from[i] = entries[i];
    // In the order of numbers with a sign.
    keys[i] = (int32_t)((uint32_t)(entries[i] >> 32) ^ 0x80000000u);
  }
  for (size_t i = count; i < padded; i++) keys[i] = INT32_MIN;
  // An entry's place is the number of those before it.
  for (size_t first = 0; first < padded; first += 16) {
    cento_ints own = LOADED(cento_ints, keys + first), before = 0;
    for (size_t i = 0; i < count; i++) before -= keys[i] < own;
    STORED(places + first, before);
  }
  for (size_t i = 0; i < count; i++) entries[places[i]] = from[i];
}

// The roots of sixteen squares, in units of 2^-15, or more.
static inline void EXPANDED(head, roots, SET)(const int32_t *squares, int32_t *roots) {
  cento_floats numbers = __builtin_convertvector(LOADED(cento_ints, squares), cento_floats) * 4.0f;
  numbers = __builtin_elementwise_sqrt(numbers) * 1.000001f;
  numbers = __builtin_elementwise_min(numbers, (cento_floats)65534.0f);
  cento_ints whole = __builtin_convertvector(numbers, cento_ints) + 1;
  STORED(roots, whole);
}

size_t EXPANDED(head, entries, SET)(const uint64_t *taken, size_t count, uint64_t sum,
                                    uint32_t limit, cento_head_entry *entries) {
  int32_t squares[64], rests[64];
  size_t written = 0;
  while (written < count && sum >= limit) {
    size_t some = 0, most = count - written < 64 ? count - written : 64;
    for (; some < most && sum >= limit; some++) {
      uint32_t square = (uint32_t)taken[written + some];
      sum -= square;
      squares[some] = (int32_t)square;
      rests[some] = sum < INT32_MAX ? (int32_t)sum : INT32_MAX;
    }
    for (size_t first = 0; first < some; first += 16) {
      EXPANDED(head, roots, SET)(squares + first, squares + first);
      EXPANDED(head, roots, SET)(rests + first, rests + first);
    }
    for (size_t k = 0; k < some; k++) {
      entries[written + k] = (cento_head_entry){
          ~(uint32_t)(taken[written + k] >> 32), (uint16_t)squares[k], (uint16_t)rests[k]};
    }
    written += some;
  }
  return written;
}
