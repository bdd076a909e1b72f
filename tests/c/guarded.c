/* Maps pages with a guard on either side; nothing of it is reused, so that a stale pointer is
 * caught too. */
#define _DEFAULT_SOURCE
#include "guarded.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE_LEN = 4096 };

static size_t pages_len(size_t len) {
  return (len + PAGE_LEN - 1) / PAGE_LEN * PAGE_LEN;
}

static void must(int holds, const char *what) {
  if (!holds) {
    perror(what);
    abort();
  }
}

void *guarded_copy(const void *data, size_t len, enum guarded_place place) {
  must(len > 0, "guarded_copy of nothing");
  const size_t inner = pages_len(len);
  char *pages = mmap(NULL, inner + 2 * PAGE_LEN, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  must(pages != MAP_FAILED, "mmap");
  char *start = pages + PAGE_LEN;
  must(mprotect(start, inner, PROT_READ | PROT_WRITE) == 0, "mprotect");
  char *copy = place == BEFORE_GUARD ? start + inner - len : start;
  if (data != NULL) {
    memcpy(copy, data, len);
  }
  return copy;
}

/* Less than a page lies before the copy, whichever guard it touches. */
static char *first_page(void *copy) {
  return (char *)copy - (uintptr_t)copy % PAGE_LEN;
}

void guarded_make_read_only(void *copy, size_t len) {
  must(mprotect(first_page(copy), pages_len(len), PROT_READ) == 0, "mprotect");
}

void guarded_free(void *copy, size_t len) {
  must(munmap(first_page(copy) - PAGE_LEN, pages_len(len) + 2 * PAGE_LEN) == 0, "munmap");
}
