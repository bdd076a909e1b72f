/* Memory with an unreadable page right before and behind it, so that one byte too far ends the
 * program. */
#ifndef GUARDED_H
#define GUARDED_H

#include <stddef.h>

enum guarded_place { BEFORE_GUARD, BEHIND_GUARD };

/* A copy of the bytes that ends where a guard page begins, or begins where one ends; NULL copies
 * nothing. */
void *guarded_copy(const void *data, size_t len, enum guarded_place place);

/* From here on a write to the copy ends the program. */
void guarded_make_read_only(void *copy, size_t len);

void guarded_free(void *copy, size_t len);

#endif
