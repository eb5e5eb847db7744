// Vectors of 16 bytes: every x86-64, and arm64.
#define SET base
#define VECTOR_BYTES 16
#define WIDE 2
#define LONG 12
#include "set.h"
