/* The library's functions as the addon calls them, with a planted fault or a count: the linker's
   --wrap puts them between the two. What a test of the addon's memory has to notice is made here.
 */

#include <stdio.h>
#include <stdlib.h>

#include <cello_session.h>

extern cello_session_status __real_cello_session_verify(const cello_session_signer *signer,
                                                        const char *token, size_t token_len,
                                                        uint64_t now_unix_s,
                                                        cello_session *session_out);
extern void __real_cello_session_signer_wipe(cello_session_signer *signer);
cello_session_status __wrap_cello_session_verify(const cello_session_signer *signer,
                                                 const char *token, size_t token_len,
                                                 uint64_t now_unix_s, cello_session *session_out);
void __wrap_cello_session_signer_wipe(cello_session_signer *signer);

/* So that no compiler sees through it. */
static char *volatile planted;

cello_session_status __wrap_cello_session_verify(const cello_session_signer *signer,
                                                 const char *token, size_t token_len,
                                                 uint64_t now_unix_s, cello_session *session_out) {
#if defined(PLANT_LEAK)
  planted = malloc(32);
  if (planted != NULL)
    planted[0] = 1;
#elif defined(PLANT_OVERRUN)
  planted = malloc(32);
  if (planted != NULL) {
    planted[0] = planted[32];
    free(planted);
  }
#endif
  return __real_cello_session_verify(signer, token, token_len, now_unix_s, session_out);
}

void __wrap_cello_session_signer_wipe(cello_session_signer *signer) {
#if defined(PLANT_COUNT)
  fputs("a signer was wiped\n", stderr);
#endif
  __real_cello_session_signer_wipe(signer);
}
