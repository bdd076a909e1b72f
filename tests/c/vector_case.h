/* From a case of the vectors to the arguments of the C ABI, and from its answers to checks. */
#ifndef VECTOR_CASE_H
#define VECTOR_CASE_H

#include "fixture.h"

#include <jansson.h>

struct bytes {
  const char *data;
  size_t len;
};

/* What is given as text, or as hexadecimal digits under NAME_hex. */
struct bytes bytes_of(const json_t *object, const char *name);
/* Bytes from hexadecimal digits; they live until fifteen more have been asked for. */
struct bytes hex_of(const json_t *value);
uint64_t number_of(const json_t *object, const char *name);
cello_session_status status_of(const json_t *object);

/* Makes a signer of the case's configuration; the result is what signer_init answered. */
cello_session_status signer_of_case(const json_t *test, cello_session_signer *signer_out);

void set_entries(cello_session *session, const json_t *entries);

/* Compares id, times and every entry, through each way of reading that there is. */
void check_session(const json_t *expect, const cello_session_signer *signer,
                   const cello_session *session, uint64_t now_unix_s);

#endif
