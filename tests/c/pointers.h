/* What the generated pointer tests run on: one good value for each parameter of the API, and a look
 * at what changed. */
#ifndef POINTERS_H
#define POINTERS_H

#include "fixture.h"
#include "guarded.h"

/* Every member begins at a multiple of 8 and has room behind it, so that its address shifted by one
   is misaligned and still inside. */
struct arguments {
  cello_session_signer signer, signer_out;
  cello_session session;
  cello_session_config config, config_out;
  cello_session_entry entries[CELLO_SESSION_ENTRIES_MAX], entries_out[CELLO_SESSION_ENTRIES_MAX];
  cello_session_info info;
  int64_t integer;
  const char *text_at;
  const uint8_t *bytes_at;
  size_t len;
  uint8_t flag[8], session_id[16], bytes[8], base[sizeof(cello_session)];
  char key[8], json[8], token[200], header[240], token_out[200], line_out[400];
  /* What the lengths of the above are. */
  size_t token_len, header_len, line_len, deletion_len, entry_count;
  uint64_t room_behind;
};

/* Good values for all; the session has a key of each kind, and `key` is the one to ask for. */
void arguments_fill(struct arguments *arguments, const char *key);

/* Notes what is there, and compares: everything, or everything but a session that has to be void.
 */
void arguments_note(const struct arguments *arguments);
void check_unchanged(const char *label, const struct arguments *arguments);
void check_session_void(const char *label, struct arguments *arguments);

void check_answer(const char *label, cello_session_status expected, cello_session_status actual);

#endif
