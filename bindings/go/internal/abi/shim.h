/* What the Go code calls: one crossing to read a session, one to change it, one to write it.
   Nothing here holds a pointer when a call returns, and no struct has a pointer in it: entries are
   offsets, so the garbage collector and a stack that is moved have nothing to trip over. */

#ifndef CELLO_GO_SHIM_H
#define CELLO_GO_SHIM_H

#if defined(__has_include)
#if !__has_include(<cello_session.h>)
#error                                                                                             \
    "cello_session.h is not there: run `make go`, or install the library and build with -tags cello_session_system"
#endif
#endif

#include <cello_session.h>

/* A session and what Go wants to know of it, in memory of Go. */
typedef struct {
  cello_session session;
  cello_session_info info;
  int64_t count;
  cello_session_entry entries[CELLO_SESSION_ENTRIES_MAX];
} cello_go_state;

/* What a configuration says, beside its pointers. */
typedef struct {
  uint64_t max_age_s, longest_max_age_s, absolute_max_age_s;
  int32_t same_site;
  uint8_t http_only, secure, partitioned, persistent;
} cello_go_rules;

/* A time that stands for the present one. time() asks the kernel's page and no system call, at a
   tenth of the price of Go's clock; it may be some milliseconds behind. */
#define CELLO_GO_PRESENT UINT64_MAX

/* How `cello_go_finish` writes. */
#define CELLO_GO_ALWAYS 1   /* although nothing changed and no renewal is due */
#define CELLO_GO_RECEIVED 2 /* the visitor has a cookie: an empty map deletes it */
#define CELLO_GO_TOKEN 4    /* the token alone, not the line */

int32_t cello_go_signer_init(cello_session_signer *signer, const cello_session_bytes *texts,
                             size_t secret_count, const cello_go_rules *rules);
int32_t cello_go_read(const cello_session_signer *signer, const char *header, size_t header_len,
                      uint64_t now, cello_go_state *state);
int32_t cello_go_verify(const cello_session_signer *signer, const char *token, size_t token_len,
                        uint64_t now, cello_go_state *state);
int32_t cello_go_look(const cello_session_signer *signer, uint64_t now, cello_go_state *state);
int32_t cello_go_begin(const cello_session_signer *signer, const uint8_t *id, uint64_t now,
                       cello_go_state *state);
int32_t cello_go_set(const cello_session_signer *signer, uint64_t now, cello_go_state *state,
                     int32_t kind, const char *key, size_t key_len, const char *value,
                     size_t value_len, int64_t integer);
int32_t cello_go_remove(const cello_session_signer *signer, uint64_t now, cello_go_state *state,
                        const char *key, size_t key_len);
int32_t cello_go_login(const cello_session_signer *signer, uint64_t now, cello_go_state *state,
                       const uint8_t *id, uint64_t lifetime_s);
int32_t cello_go_rotate_id(const cello_session_signer *signer, uint64_t now, cello_go_state *state,
                           const uint8_t *id);
int32_t cello_go_set_lifetime(const cello_session_signer *signer, uint64_t now,
                              cello_go_state *state, uint64_t lifetime_s);
int32_t cello_go_finish(const cello_session_signer *signer, uint64_t now, cello_go_state *state,
                        int32_t how, char *out, size_t out_cap, size_t *out_len);
int32_t cello_go_nothing(int32_t number);

#endif
