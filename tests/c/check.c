/* Counts the checks of one program and prints those that failed. */
#include "check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#ifdef __has_include
#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#endif
#endif
#ifndef VALGRIND_MAKE_MEM_DEFINED
#define VALGRIND_MAKE_MEM_DEFINED(address, len) ((void)0)
#endif

/* Of a program that fails everywhere the first lines tell enough. */
enum { PAINT = 0xA5, SHOWN_LEN_MAX = 64, SHOWN_FAILURES_MAX = 40 };

static unsigned long passed;
static unsigned long failed;
static const char *case_name;

static int is_shown(void) {
  return failed <= SHOWN_FAILURES_MAX;
}

static int count(const char *file, int line, const char *what, int holds) {
  if (holds) {
    passed++;
    return 1;
  }
  failed++;
  if (is_shown()) {
    printf("%s:%d: %s%s%s\n", file, line, case_name != NULL ? case_name : "",
           case_name != NULL ? ": " : "", what);
  }
  return 0;
}

void check_case(const char *name) {
  case_name = name;
}

void check_true(const char *file, int line, const char *what, int holds) {
  (void)count(file, line, what, holds);
}

void check_status(const char *file, int line, const char *what, cello_session_status expected,
                  cello_session_status actual) {
  if (!count(file, line, what, expected == actual) && is_shown()) {
    printf("    expected %" PRId32 " %s\n    got      %" PRId32 " %s\n", expected,
           cello_session_status_name(expected), actual, cello_session_status_name(actual));
  }
}

void check_uint(const char *file, int line, const char *what, uint64_t expected, uint64_t actual) {
  if (!count(file, line, what, expected == actual) && is_shown()) {
    printf("    expected %" PRIu64 "\n    got      %" PRIu64 "\n", expected, actual);
  }
}

void check_int(const char *file, int line, const char *what, int64_t expected, int64_t actual) {
  if (!count(file, line, what, expected == actual) && is_shown()) {
    printf("    expected %" PRId64 "\n    got      %" PRId64 "\n", expected, actual);
  }
}

static void show_bytes(const char *label, const void *data, size_t len) {
  const unsigned char *bytes = data;
  printf("    %s %zu bytes: ", label, len);
  for (size_t i = 0; i < len && i < SHOWN_LEN_MAX; i++) {
    if (bytes[i] >= 0x20 && bytes[i] < 0x7f && bytes[i] != '\\') {
      putchar(bytes[i]);
    } else {
      printf("\\x%02x", bytes[i]);
    }
  }
  printf("%s\n", len > SHOWN_LEN_MAX ? " ..." : "");
}

void check_bytes(const char *file, int line, const char *what, const void *expected,
                 size_t expected_len, const void *actual, size_t actual_len) {
  int same = expected_len == actual_len &&
             (expected_len == 0 || memcmp(expected, actual, expected_len) == 0);
  if (!count(file, line, what, same) && is_shown()) {
    show_bytes("expected", expected, expected_len);
    show_bytes("got     ", actual, actual_len);
  }
}

void paint(void *object, size_t len) {
  memset(object, PAINT, len);
}

int is_painted(const void *object, size_t len) {
  const unsigned char *bytes = object;
  for (size_t i = 0; i < len; i++) {
    if (bytes[i] != PAINT) {
      return 0;
    }
  }
  return 1;
}

void check_painted(const char *file, int line, const char *what, const void *object, size_t len) {
  if (!count(file, line, what, is_painted(object, len)) && is_shown()) {
    show_bytes("written although the call failed:", object, len);
  }
}

void declare_defined(const void *data, size_t len) {
  VALGRIND_MAKE_MEM_DEFINED(data, len);
  (void)data, (void)len;
}

/* Copies are declared defined, not the objects, in which memcheck goes on to see what was never
 * written. */
int same_object(const void *a, const void *b, size_t len) {
  static unsigned char copies[2][1 << 15];
  if (len > sizeof copies[0]) {
    return 0;
  }
  memcpy(copies[0], a, len);
  memcpy(copies[1], b, len);
  declare_defined(copies, sizeof copies);
  return memcmp(copies[0], copies[1], len) == 0;
}

int check_report(const char *program) {
  printf("%s: %lu passed, %lu failed\n", program, passed, failed);
  return failed == 0 ? 0 : 1;
}
