#pragma once

#include "core/domain/user.h"

/// How somebody came to a service, and what follows from it.
namespace lockbox {

/// Whether it is a provider's system that comes like that (see signInMethods()), and no person.
bool isSystem(const QString &method);

/// `actor`, who came through a service. Whatever its account is, a system holds none of the customer's roles.
Actor throughService(Actor actor, const QString &method, const QString &address);

} // namespace lockbox
