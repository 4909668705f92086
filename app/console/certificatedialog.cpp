#include "app/console/certificatedialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/placedialog.h"
#include "ui/widgets/statetext.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockbox::ui {

QString certificateFaultText(const ServiceCertificate &certificate, CertificateFault fault)
{
    using Dialog = CertificateDialog;
    switch (fault) {
    case CertificateFault::UnknownAuthority:
        return Dialog::tr(
                   "It was issued by “%1”, which this machine does not trust. If that is your "
                   "organization's own authority, get its certificate from whoever runs the "
                   "server, not over this connection, and choose the file here.")
            .arg(certificate.issuer);
    case CertificateFault::SelfMade:
        return Dialog::tr("The server made it itself, so nobody else vouches for it. Get the "
                          "certificate from whoever runs the server, not over this connection, "
                          "compare the fingerprint, and choose the file here.");
    case CertificateFault::Expired:
        return Dialog::tr(
            "It has expired: it, or one that it hangs on, is no longer valid. Whoever "
            "runs the server has to renew it. If this machine's clock is wrong, set "
            "it right.");
    case CertificateFault::NotYetValid:
        return Dialog::tr("It is not valid yet. Look whether this machine's clock is right; if it "
                          "is, whoever runs the server has to put it right.");
    case CertificateFault::WrongName:
        return certificate.names.isEmpty()
                   ? Dialog::tr("It names no server, and so not %1 either. Whoever runs the server "
                                "needs a certificate with its name.")
                         .arg(certificate.host)
                   : Dialog::tr("It is for %1, not for %2. Look whether the address is right; "
                                "another server may be answering in its place.")
                         .arg(certificate.names.join(Dialog::tr(", ")), certificate.host);
    case CertificateFault::Other: break;
    }
    return Dialog::tr("It can't be verified: %1. Ask whoever runs the server.")
        .arg(certificate.other);
}

CertificateDialog::CertificateDialog(const ServiceCertificate &certificate, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("certificateDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Certificate - Customer Lockbox"));
    setFixedWidth(600);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 28, 32, 24);
    layout->setSpacing(12);
    layout->addWidget(head(certificate.host));
    for (const CertificateFault fault : certificate.faults) {
        auto *text = new TextLabel(certificateFaultText(certificate, fault));
        text->setObjectName(QStringLiteral("certificateFault"));
        text->setWordWrap(true);
        layout->addWidget(text);
    }
    layout->addWidget(facts(certificate));
    layout->addSpacing(4);
    layout->addLayout(buttons(certificate));
    resize(width(), layout->totalHeightForWidth(width()));
}

QWidget *CertificateDialog::head(const QString &host)
{
    auto *head = new QWidget;
    auto *icon = new TextLabel;
    icon->setPixmap(Theme::instance()
                        .icon(QStringLiteral("shield-alert"), Token::Bad)
                        .pixmap({32, 32}, devicePixelRatioF()));
    auto *title = new TextLabel(tr("%1 can't be trusted").arg(host), TextStyle::Title);
    title->setWordWrap(true);
    auto *what = new TextLabel(tr("Nothing was sent to it. Its certificate is not right:"),
                               TextStyle::Body, Token::SecondText);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(title);
    words->addWidget(what);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    return head;
}

/// In two lines, so that each can be compared at a glance.
static QString inTwoLines(const QString &fingerprint)
{
    const qsizetype half = fingerprint.size() / 2 + 1;
    return fingerprint.left(half).chopped(1) + QLatin1Char('\n') + fingerprint.mid(half);
}

QWidget *CertificateDialog::facts(const ServiceCertificate &certificate)
{
    auto *list = new FieldList;
    list->setObjectName(QStringLiteral("certificateFacts"));
    std::vector<Field> fields{{tr("Issued to"), certificate.subject, {}}};
    if (!certificate.names.isEmpty())
        fields.push_back({tr("For servers"), certificate.names.join(tr(", ")), {}});
    fields.push_back({tr("Issued by"), certificate.issuer, {}});
    fields.push_back(
        {tr("Valid"),
         tr("%1 to %2")
             .arg(dateTimeText(certificate.notBefore), dateTimeText(certificate.notAfter)),
         {}});
    fields.push_back({tr("SHA-256 fingerprint"), inTwoLines(certificate.fingerprint), {}});
    list->setFields(fields);
    return list;
}

bool CertificateDialog::canChooseAuthority(const ServiceCertificate &certificate)
{
    return certificate.isFor(CertificateFault::UnknownAuthority)
           || certificate.isFor(CertificateFault::SelfMade);
}

QLayout *CertificateDialog::buttons(const ServiceCertificate &certificate)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch();
    auto *close = new SecondaryButton(tr("Close"));
    close->setObjectName(QStringLiteral("certificateClose"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    if (canChooseAuthority(certificate)) {
        auto *choose = new SecondaryButton(tr("Choose the authority's file…"));
        choose->setObjectName(QStringLiteral("chooseAuthority"));
        choose->setAutoDefault(false);
        connect(choose, &QPushButton::clicked, this, [this] {
            askForExistingFile(this, tr("Choose the authority's certificate"),
                               tr("Certificates (*.pem *.crt *.cer);;All files (*)"),
                               [this](const QString &file) {
                                   emit authorityChosen(file);
                                   accept();
                               });
        });
        row->addWidget(choose);
    }
    row->addWidget(close);
    close->setFocus();
    return row;
}

} // namespace lockbox::ui
