/* Eight threads share one signer and one session that nobody changes: `const T *` may be shared. */
#define _DEFAULT_SOURCE
#include "fixture.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, ROUNDS_DEFAULT = 500 };

static cello_session_signer signer;
static cello_session shared;
static struct token token;
static struct line line;
static size_t header_len;
static long rounds = ROUNDS_DEFAULT;

/* Counted by each thread for itself, since the suite's own counters are not made for several. */
struct count {
  unsigned long right, wrong;
};

static void note(struct count *count, int holds) {
  if (holds) {
    count->right++;
  } else {
    count->wrong++;
  }
}

static void use_what_is_shared(struct count *count) {
  struct token signed_here;
  struct line written;
  cello_session_entry entries[CELLO_SESSION_ENTRIES_MAX];
  cello_session_info info;
  const char *user;
  size_t len, entry_count;
  note(count, cello_session_sign(&signer, &shared, NOW, signed_here.text, sizeof signed_here.text,
                                 &signed_here.len) == CELLO_SESSION_OK &&
                  signed_here.len == token.len &&
                  memcmp(signed_here.text, token.text, token.len) == 0);
  note(count, cello_session_cookie_write(&signer, &shared, NOW, written.text, sizeof written.text,
                                         &written.len) == CELLO_SESSION_OK &&
                  written.len == line.len && memcmp(written.text, line.text, line.len) == 0);
  note(count,
       cello_session_describe(&signer, &shared, NOW, &info, sizeof info) == CELLO_SESSION_OK &&
           info.token_len == token.len);
  note(count, cello_session_entries(&shared, entries, CELLO_SESSION_ENTRIES_MAX, &entry_count) ==
                      CELLO_SESSION_OK &&
                  entry_count == 1);
  note(count, cello_session_get_text(&shared, TEXT("user_id"), &user, &len) == CELLO_SESSION_OK &&
                  len == 3 && memcmp(user, "123", 3) == 0);
}

static void use_what_is_its_own(struct count *count) {
  cello_session own;
  note(count, cello_session_verify(&signer, token.text, token.len, NOW, &own) == CELLO_SESSION_OK);
  note(count, cello_session_verify(&signer, token.text, token.len - 1, NOW, &own) ==
                  CELLO_SESSION_REJECTED);
  note(count,
       cello_session_cookie_read(&signer, line.text, header_len, NOW, &own) == CELLO_SESSION_OK);
  note(count, cello_session_set_int(&own, TEXT("n"), 1) == CELLO_SESSION_OK);
  note(count, cello_session_login(&signer, &own, ID_TWO, NOW) == CELLO_SESSION_OK);
  note(count, cello_session_begin(&signer, ID_ONE, NOW, &own) == CELLO_SESSION_OK);
}

static void *run(void *count) {
  for (long round = 0; round < rounds; round++) {
    use_what_is_shared(count);
    use_what_is_its_own(count);
  }
  return NULL;
}

/* `test_threads ROUNDS`: fewer of them where a tool makes each one slow. */
int main(int argc, char **argv) {
  pthread_t threads[THREADS];
  struct count counts[THREADS] = {{0, 0}};
  if (argc > 1) {
    rounds = strtol(argv[1], NULL, 10);
  }
  signer = signer_default();
  shared = session_of_user(&signer, NOW);
  token = sign_at(&signer, &shared, NOW);
  line = write_at(&signer, &shared, NOW);
  const char *end = memchr(line.text, ';', line.len);
  header_len = end != NULL ? (size_t)(end - line.text) : 0;
  for (int i = 0; i < THREADS; i++) {
    CHECK(pthread_create(&threads[i], NULL, run, &counts[i]) == 0);
  }
  for (int i = 0; i < THREADS; i++) {
    CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK_UINT(0, counts[i].wrong);
    CHECK_UINT((uint64_t)rounds * 11, counts[i].right);
  }
  return check_report("test_threads");
}
