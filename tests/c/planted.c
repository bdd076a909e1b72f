/* Faults planted on purpose, one for each tool that this suite trusts: `planted FAULT` must be
 * caught by it. */
#define _DEFAULT_SOURCE
#include "fixture.h"
#include "guarded.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static cello_session shared;

/* Every check fails once; check_report has to say so. */
static void wrong(void) {
  uint64_t written = 0;
  CHECK(1 == 2);
  CHECK_STATUS(CELLO_SESSION_OK, CELLO_SESSION_REJECTED);
  CHECK_UINT(1, 2);
  CHECK_INT(-1, 1);
  CHECK_TEXT("abc", "abd", 3);
  CHECK_TEXT("abc", "abc", 2);
  CHECK_PAINTED(written);
  CHECK(same_object("abc", "abd", 3));
}

/* The length is told one too long, so that the library reads one byte behind the memory. */
static void overread(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  struct token token = sign_at(&signer, &session, NOW);
  char *heap = malloc(token.len);
  if (heap != NULL) {
    memcpy(heap, token.text, token.len);
    (void)cello_session_verify(&signer, heap, token.len + 1, NOW, &session);
  }
  free(heap);
}

static void overread_at_guard(enum guarded_place place) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  struct token token = sign_at(&signer, &session, NOW);
  char *copy = guarded_copy(token.text, token.len, place);
  (void)cello_session_verify(&signer, place == BEFORE_GUARD ? copy : copy - 1, token.len + 1, NOW,
                             &session);
  guarded_free(copy, token.len);
}

/* The capacity is told one too large, so that the library writes one entry behind the memory. */
static void overwrite(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  volatile size_t len = sizeof(cello_session_entry); /* volatile, or the compiler sees the fault */
  cello_session_entry *heap = malloc(len - 1);
  size_t count;
  if (heap != NULL) {
    (void)cello_session_entries(&session, heap, 1, &count);
  }
  free(heap);
}

static void write_to_read_only(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  cello_session *copy = guarded_copy(&session, sizeof session, BEHIND_GUARD);
  guarded_make_read_only(copy, sizeof *copy);
  (void)cello_session_set_null(copy, TEXT("n"));
}

static void undefined_input(void) {
  cello_session_signer signer = signer_default();
  cello_session session = session_of_user(&signer, NOW);
  char *heap = malloc(8);
  if (heap != NULL) {
    (void)cello_session_set_text(&session, TEXT("k"), heap, 8);
  }
  free(heap);
}

static void undefined_behaviour(void) {
  volatile int32_t largest = INT32_MAX;
  largest = largest + 1;
}

static void *change_shared(void *unused) {
  (void)unused;
  for (int i = 0; i < 200; i++) {
    (void)cello_session_set_int(&shared, TEXT("n"), i);
  }
  return NULL;
}

/* `T *` is exclusive: two threads that change one session race inside of the library. */
static void race(void) {
  pthread_t one, two;
  cello_session_signer signer = signer_default();
  shared = session_of_user(&signer, NOW);
  if (pthread_create(&one, NULL, change_shared, NULL) == 0) {
    if (pthread_create(&two, NULL, change_shared, NULL) == 0) {
      (void)pthread_join(two, NULL);
    }
    (void)pthread_join(one, NULL);
  }
}

int main(int argc, char **argv) {
  const char *fault = argc == 2 ? argv[1] : "";
  if (strcmp(fault, "wrong") == 0) {
    wrong();
  } else if (strcmp(fault, "overread") == 0) {
    overread();
  } else if (strcmp(fault, "overread_behind") == 0) {
    overread_at_guard(BEFORE_GUARD);
  } else if (strcmp(fault, "overread_before") == 0) {
    overread_at_guard(BEHIND_GUARD);
  } else if (strcmp(fault, "overwrite") == 0) {
    overwrite();
  } else if (strcmp(fault, "write_to_read_only") == 0) {
    write_to_read_only();
  } else if (strcmp(fault, "undefined_input") == 0) {
    undefined_input();
  } else if (strcmp(fault, "undefined_behaviour") == 0) {
    undefined_behaviour();
  } else if (strcmp(fault, "race") == 0) {
    race();
  } else if (strcmp(fault, "none") != 0) {
    return 2;
  }
  return check_report("planted");
}
