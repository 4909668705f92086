#pragma once

#include "core/remote/certificate.h"

#include <QDialog>

namespace lockbox::ui {

/// One thing that is wrong with a certificate, and what can be done, in sentences.
QString certificateFaultText(const ServiceCertificate &certificate, CertificateFault fault);

/// Explains why a server can't be trusted: whose certificate it shows, what is wrong with it, and what can be done. There is no way to go on
/// all the same.
class CertificateDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CertificateDialog(const ServiceCertificate &certificate, QWidget *parent = nullptr);

    /// Whether an authority that is not trusted yet would help, so that one can be chosen.
    static bool canChooseAuthority(const ServiceCertificate &certificate);

signals:
    /// The PEM file of the authority that the server's certificate shall hang on.
    void authorityChosen(const QString &file);

private:
    QWidget *head(const QString &host);
    QWidget *facts(const ServiceCertificate &certificate);
    QLayout *buttons(const ServiceCertificate &certificate);
};

} // namespace lockbox::ui
