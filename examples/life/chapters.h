/* The chapters that are told in files of their own. */
#ifndef CHAPTERS_H
#define CHAPTERS_H

#include <cello_session.h>

/* services.c: several servers and one cookie. */
void rotate_secrets(const cello_session_signer *forgotten);
void meet_other_limits(const cello_session_signer *shop);

/* strangers.c: what a visitor of bad will tries. */
void forge(const cello_session_signer *signer);
void use_another_name(const cello_session_signer *signer);

#endif
