#pragma once

#include <QString>

namespace lockbox::test {

/// Makes an authority (ca.pem) and, signed by it, a certificate for a server called `name` (cert.pem, key.pem) in the folder. With -1
/// days it ended yesterday.
void makeCertificates(const QString &folder, const QString &name, int days = 2);

} // namespace lockbox::test
