#include "app/console/failurewindow.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/textlabel.h"

#include <QVBoxLayout>

namespace lockbox::ui {

FailureWindow::FailureWindow(const Error &error, const QString &location, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("failureWindow"));
    setWindowTitle(tr("Customer Lockbox"));
    setMinimumWidth(520);
    const Theme &theme = Theme::instance();
    auto *icon = new TextLabel;
    icon->setPixmap(
        theme.icon(QStringLiteral("error"), Token::Bad).pixmap({40, 40}, devicePixelRatioF()));
    auto *text = new TextLabel(errorText(error));
    text->setObjectName(QStringLiteral("failureText"));
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *place =
        new TextLabel(tr("Store: %1").arg(location), TextStyle::Caption, Token::SecondText);
    place->setWordWrap(true);
    place->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new SecondaryButton(tr("Close"));
    close->setObjectName(QStringLiteral("failureClose"));
    connect(close, &QPushButton::clicked, this, &QWidget::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 28, 32, 24);
    layout->setSpacing(12);
    layout->addWidget(icon);
    layout->addWidget(new TextLabel(tr("The store can't be opened"), TextStyle::Title));
    layout->addWidget(text);
    layout->addWidget(place);
    layout->addStretch(1);
    layout->addWidget(close, 0, Qt::AlignRight);
}

int exitCode(const Error &error)
{
    if (isStoreError(error.code))
        return 6;
    switch (error.code) {
    case ErrorCode::NotFound:
    case ErrorCode::Ambiguous: return 3;
    case ErrorCode::NotPermitted: return 4;
    case ErrorCode::WrongState: return 5;
    case ErrorCode::LogBroken: return 7;
    default: return 1;
    }
}

} // namespace lockbox::ui
