/* What most programs of this suite begin with: secrets, ids, a signer, a session with one entry,
 * and its token. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "check.h"

#define NOW UINT64_C(1700000000)
#define DAY_S UINT64_C(86400)
#define UNIX_S_MAX CELLO_SESSION_UNIX_S_MAX

#define SECRET_ONE_LEN 36
#define SECRET_TWO_LEN 32
#define SECRET_THREE_LEN 32
extern const uint8_t SECRET_ONE[SECRET_ONE_LEN + 1]; /* of the worked example in docs/format.md */
extern const uint8_t SECRET_TWO[SECRET_TWO_LEN + 1];
extern const uint8_t SECRET_THREE[SECRET_THREE_LEN + 1];

extern const uint8_t ID_ZERO[CELLO_SESSION_ID_LEN];
extern const uint8_t ID_ONE[CELLO_SESSION_ID_LEN]; /* 00 01 .. 0f, of the worked example */
extern const uint8_t ID_TWO[CELLO_SESSION_ID_LEN];

struct token {
  char text[CELLO_SESSION_TOKEN_LEN_MAX];
  size_t len;
};

struct line {
  char text[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
  size_t len;
};

/* Defaults with SECRET_ONE; every member may then be changed. */
cello_session_config config_default(void);

cello_session_signer signer_of(const cello_session_config *config);
cello_session_signer signer_default(void);

cello_session session_empty(const cello_session_signer *signer, uint64_t now_unix_s);

/* user_id = "123", so that nothing is refused or deleted for being empty. */
cello_session session_of_user(const cello_session_signer *signer, uint64_t now_unix_s);

struct token sign_at(const cello_session_signer *signer, const cello_session *session,
                     uint64_t now_unix_s);
struct line write_at(const cello_session_signer *signer, const cello_session *session,
                     uint64_t now_unix_s);
cello_session_status verify_at(const cello_session_signer *signer, const struct token *token,
                               uint64_t now_unix_s, cello_session *session_out);
cello_session read_at(const cello_session_signer *signer, const struct token *token,
                      uint64_t now_unix_s);
cello_session_info describe_at(const cello_session_signer *signer, const cello_session *session,
                               uint64_t now_unix_s);

/* A text of `len` times the letter, in memory that lives as long as the program. */
const char *text_of(size_t len);

/* Sets one text so that the entries take exactly `entries_len` bytes; the map must be empty before.
 */
cello_session_status fill_to(cello_session *session, size_t entries_len);

#endif
