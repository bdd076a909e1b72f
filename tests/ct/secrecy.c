/* The two tools' own words for secret and public, and the thread that attends the library's
 * mailbox. */
#define _DEFAULT_SOURCE
#include "secrecy.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <valgrind/memcheck.h>

void mark_secret(const void *data, size_t len) {
  VALGRIND_MAKE_MEM_UNDEFINED(data, len);
}

void mark_public(const void *data, size_t len) {
  VALGRIND_MAKE_MEM_DEFINED(data, len);
}

int is_secret(const void *byte) {
  unsigned char undefined_bits = 0;
  return VALGRIND_GET_VBITS(byte, &undefined_bits, 1) == 1 && undefined_bits != 0;
}

unsigned long reports(void) {
  return VALGRIND_COUNT_ERRORS;
}

/* As in core/src/ct_check.rs. */
struct mailbox {
  _Atomic uint8_t turn, byte;
};

enum { UNATTENDED = 0, ATTENDED = 1, WAITING = 2 };

struct mailbox *cello_session_ct_mailbox(void);

static pthread_t attendant;
static atomic_int leaving;
static unsigned long bytes, secret_bytes;

/* Looked at before: were it not secret, nothing would have been checked. */
static void declassify_byte(const void *byte) {
  bytes++;
  secret_bytes += is_secret(byte) != 0;
  mark_public(byte, 1);
}

static void *attend(void *mailbox_pointer) {
  struct mailbox *mailbox = mailbox_pointer;
  while (!leaving) {
    if (mailbox->turn == WAITING) {
      declassify_byte((const void *)&mailbox->byte);
      mailbox->turn = ATTENDED;
    } else {
      sched_yield();
    }
  }
  return NULL;
}

void attend_mailbox(void) {
  struct mailbox *mailbox = cello_session_ct_mailbox();
  leaving = 0;
  mailbox->turn = ATTENDED;
  if (pthread_create(&attendant, NULL, attend, mailbox) != 0) {
    perror("pthread_create");
    exit(2);
  }
}

void leave_mailbox(void) {
  leaving = 1;
  (void)pthread_join(attendant, NULL);
  cello_session_ct_mailbox()->turn = UNATTENDED;
}

unsigned long bytes_declassified(void) {
  return bytes;
}

unsigned long secret_bytes_declassified(void) {
  return secret_bytes;
}
