/* Tells the checking tool which bytes are secret: it reports every branch and every address that
   depends on one. valgrind's memcheck takes them for undefined memory; that is the way of ctgrind.
 */
#ifndef SECRECY_H
#define SECRECY_H

#include <stddef.h>

void mark_secret(const void *data, size_t len);
void mark_public(const void *data, size_t len);

/* Whether at least one bit of the byte depends on a secret. */
int is_secret(const void *byte);

/* How often the tool has reported so far. */
unsigned long reports(void);

/* The mailbox of a library that was built with the feature ct-check: while it is attended, the key
   ids and the verdict on a tag come out of it as public bytes. */
void attend_mailbox(void);
void leave_mailbox(void);

/* How many bytes went through the mailbox, and how many of those were secret before. */
unsigned long bytes_declassified(void);
unsigned long secret_bytes_declassified(void);

#endif
