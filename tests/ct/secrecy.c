/* The two tools' own words for secret and public, and the thread that attends the library's
 * mailbox. */
#define _DEFAULT_SOURCE
#include "secrecy.h"

#include "cello_session.h"

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
  _Atomic(void *) text; /* NULL where the byte is meant */
  atomic_size_t text_len;
};

enum { UNATTENDED = 0, ATTENDED = 1, WAITING = 2 };

struct mailbox *cello_session_ct_mailbox(void);

static pthread_t attendant;
static atomic_int leaving;
static unsigned long bytes, secret_bytes;
static unsigned char text_secrecy[CELLO_SESSION_COOKIE_LINE_LEN_MAX];

/* Each thing that becomes public is looked at before: were it not secret, nothing would have been
 * checked. */
static void declassify_text(const char *text, size_t len) {
  for (size_t i = 0; i < len && i < sizeof text_secrecy; i++) {
    text_secrecy[i] = is_secret(text + i) != 0;
  }
  mark_public(text, len);
}

static void declassify_byte(const void *byte) {
  bytes++;
  secret_bytes += is_secret(byte) != 0;
  mark_public(byte, 1);
}

static void *attend(void *mailbox_pointer) {
  struct mailbox *mailbox = mailbox_pointer;
  while (!leaving) {
    if (mailbox->turn == WAITING) {
      if (mailbox->text != NULL) {
        declassify_text(mailbox->text, mailbox->text_len);
      } else {
        declassify_byte((const void *)&mailbox->byte);
      }
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

int text_was_secret(size_t at) {
  return at < sizeof text_secrecy && text_secrecy[at] != 0;
}
