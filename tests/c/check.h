/* The suite's own checks: each is counted, a failed one prints where and both values, and the
 * program goes on. */
#ifndef CHECK_H
#define CHECK_H

#include "cello_session.h"

#include <stddef.h>
#include <stdint.h>

#define CHECK(condition) check_true(__FILE__, __LINE__, #condition, (condition) ? 1 : 0)
#define CHECK_STATUS(expected, call) check_status(__FILE__, __LINE__, #call, (expected), (call))
#define CHECK_UINT(expected, actual) check_uint(__FILE__, __LINE__, #actual, (expected), (actual))
#define CHECK_INT(expected, actual) check_int(__FILE__, __LINE__, #actual, (expected), (actual))

/* CHECK_BYTES compares lengths and contents; CHECK_TEXT does so with a literal. */
#define CHECK_BYTES(expected, expected_len, actual, actual_len)                                    \
  check_bytes(__FILE__, __LINE__, #actual, (expected), (expected_len), (actual), (actual_len))
#define CHECK_TEXT(literal, actual, actual_len)                                                    \
  CHECK_BYTES("" literal "", sizeof("" literal "") - 1, actual, actual_len)

/* CHECK_PAINTED asks that nothing has written to an output since `paint` was called on it. */
#define CHECK_PAINTED(object) check_painted(__FILE__, __LINE__, #object, &(object), sizeof(object))

/* A short name for the header's own macro, since nearly every call of this suite needs it. */
#define TEXT(literal) CELLO_SESSION_STR(literal)

/* What a failing line belongs to, where one line of a loop checks many cases; NULL for none. */
void check_case(const char *name);

void check_true(const char *file, int line, const char *what, int holds);
void check_status(const char *file, int line, const char *what, cello_session_status expected,
                  cello_session_status actual);
void check_uint(const char *file, int line, const char *what, uint64_t expected, uint64_t actual);
void check_int(const char *file, int line, const char *what, int64_t expected, int64_t actual);
void check_bytes(const char *file, int line, const char *what, const void *expected,
                 size_t expected_len, const void *actual, size_t actual_len);
void check_painted(const char *file, int line, const char *what, const void *object, size_t len);

/* Fills an output with a pattern that no call of the library would leave. */
void paint(void *object, size_t len);
int is_painted(const void *object, size_t len);

/* Tells memcheck that this memory may be looked at, also where nobody ever wrote to it. */
void declare_defined(const void *data, size_t len);

/* Compares every byte of two objects, also those that nobody ever wrote: such bytes of an object
 * stay as they are too. */
int same_object(const void *a, const void *b, size_t len);

/* Prints the counts in the form that `run` adds up; the result is the program's exit status. */
int check_report(const char *program);

#endif
