#include "app/console/startwindow.h"

#include "app/console/recentlist.h"
#include "app/console/serveraddress.h"
#include "ui/widgets/announce.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/placedialog.h"
#include "ui/widgets/textlabel.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>

namespace lockbox::ui {

StartWindow::StartWindow(QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_problem(new MessageBar),
      m_recent(new RecentList),
      m_none(new EmptyState),
      m_demo(new SecondaryButton(tr("Open the demo"))),
      m_file(new SecondaryButton(tr("Choose a file…"))),
      m_address(new QLineEdit),
      m_objection(new TextLabel({}, TextStyle::Caption, Token::Bad)),
      m_connect(new PrimaryButton(tr("Connect"))),
      m_what(new TextLabel),
      m_bar(new QProgressBar),
      m_cancel(new SecondaryButton(tr("Cancel")))
{
    setObjectName(QStringLiteral("startWindow"));
    setWindowTitle(tr("Open a store - Customer Lockbox"));
    setMinimumSize(860, 600);
    resize(960, 640);
    m_problem->setObjectName(QStringLiteral("startProblem"));
    m_demo->setObjectName(QStringLiteral("openDemo"));
    m_file->setObjectName(QStringLiteral("openFile"));
    m_address->setObjectName(QStringLiteral("serverAddress"));
    m_objection->setObjectName(QStringLiteral("serverObjection"));
    m_connect->setObjectName(QStringLiteral("connectServer"));
    m_what->setObjectName(QStringLiteral("openingWhat"));
    m_bar->setObjectName(QStringLiteral("openingBar"));
    m_cancel->setObjectName(QStringLiteral("cancelOpening"));
    layOut();
    connectParts();
    showRecent();
    setOpening(false);
    if (m_recent->count() > 0)
        m_recent->setFocus(Qt::OtherFocusReason);
    else
        m_demo->setFocus(Qt::OtherFocusReason);
}

void StartWindow::layOut()
{
    auto *lock = new TextLabel;
    const auto dress = [this, lock] {
        lock->setPixmap(Theme::instance()
                            .icon(QStringLiteral("lock"), Token::Accent)
                            .pixmap({28, 28}, devicePixelRatioF()));
    };
    dress();
    connect(&Theme::instance(), &Theme::changed, lock, dress);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(lock);
    head->addWidget(new TextLabel(tr("Customer Lockbox"), TextStyle::Title));
    head->addStretch();
    m_choices = choices();
    m_progress = progressRow();
    auto *sides = new QHBoxLayout;
    sides->setSpacing(24);
    sides->addWidget(recentSide(), 1);
    sides->addWidget(m_choices);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 24, 32, 24);
    layout->setSpacing(16);
    layout->addLayout(head);
    layout->addWidget(m_problem);
    layout->addLayout(sides, 1);
    layout->addWidget(m_progress);
}

QWidget *StartWindow::recentSide()
{
    auto *side = new QWidget;
    m_none->setContent(QStringLiteral("clock"), tr("Nothing opened yet"),
                       tr("Stores that you open are listed here, the last one on top."));
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(new TextLabel(tr("Recent"), TextStyle::Heading));
    layout->addWidget(m_recent, 1);
    layout->addWidget(m_none, 1);
    return side;
}

/// A way to a store: what it is, a sentence about it, and its button.
static Card *choice(const QString &heading, const QString &text, QPushButton *button)
{
    auto *card = new Card;
    auto *words = new TextLabel(text, TextStyle::Body, Token::SecondText);
    words->setWordWrap(true);
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(6);
    layout->addWidget(new TextLabel(heading, TextStyle::BodyStrong));
    layout->addWidget(words);
    if (button) {
        layout->addSpacing(4);
        layout->addWidget(button, 0, Qt::AlignLeft);
    }
    return card;
}

QWidget *StartWindow::choices()
{
    auto *side = new QWidget;
    side->setFixedWidth(380);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(new TextLabel(tr("Open"), TextStyle::Heading));
    layout->addWidget(serverChoice());
    layout->addSpacing(4);
    layout->addWidget(
        choice(tr("Local file"), tr("A store on this machine, made with “lockbox init”."), m_file));
    layout->addSpacing(4);
    layout->addWidget(choice(
        tr("Demo"), tr("A made-up tenant to try everything with; nothing in it is real."), m_demo));
    layout->addStretch(1);
    return side;
}

QWidget *StartWindow::serverChoice()
{
    Card *card = choice(tr("Server"), tr("A service that your team shares."), nullptr);
    m_address->setAccessibleName(tr("Address of the server"));
    m_address->setPlaceholderText(QStringLiteral("https://lockbox.contoso.com"));
    m_address->setMaxLength(300);
    m_objection->setWordWrap(true);
    m_objection->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_address, 1);
    row->addWidget(m_connect);
    auto *layout = static_cast<QVBoxLayout *>(card->layout());
    layout->addSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_objection);
    return card;
}

QWidget *StartWindow::progressRow()
{
    auto *row = new QWidget;
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Opening"));
    auto *words = new QVBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_what);
    words->addWidget(m_bar);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addLayout(words, 1);
    layout->addWidget(m_cancel, 0, Qt::AlignBottom);
    return row;
}

void StartWindow::connectParts()
{
    connect(m_recent, &RecentList::chosen, this, [this](const RecentStore &store) {
        if (!m_isOpening)
            emit chosen(store.kind == StoreKind::Demo ? QString() : store.location, store.kind);
    });
    connect(m_recent, &RecentList::removeRequested, this, [this](const RecentStore &store) {
        RecentStores::forget(store.location);
        showRecent();
        announce(m_recent, tr("%1 was removed from the list.").arg(store.name));
    });
    connect(m_demo, &QPushButton::clicked, this, [this] { emit chosen({}, StoreKind::Demo); });
    connect(m_file, &QPushButton::clicked, this, &StartWindow::openFile);
    connect(m_connect, &QPushButton::clicked, this, &StartWindow::openServer);
    connect(m_address, &QLineEdit::returnPressed, this, &StartWindow::openServer);
    connect(m_address, &QLineEdit::textEdited, this, [this] { showAddress(false); });
    connect(m_address, &QLineEdit::editingFinished, this, [this] {
        if (!m_address->text().trimmed().isEmpty())
            showAddress(true);
    });
    connect(m_cancel, &QPushButton::clicked, this, &StartWindow::cancelRequested);
}

void StartWindow::showRecent()
{
    m_recent->setStores(RecentStores::all());
    m_recent->setVisible(m_recent->count() > 0);
    m_none->setVisible(m_recent->count() == 0);
}

void StartWindow::openFile()
{
    askForExistingFile(this, tr("Open a store"), tr("Stores (*.lockbox *.store);;All files (*)"),
                       [this](const QString &path) { emit chosen(path, StoreKind::File); });
}

void StartWindow::showAddress(bool isFinished)
{
    const QString objection = readServerAddress(m_address->text(), isFinished).objection;
    const bool isNews = objection != m_objection->text() || m_objection->isHidden();
    m_objection->setText(objection);
    m_objection->setVisible(!objection.isEmpty());
    if (isNews)
        announce(m_address, objection);
}

void StartWindow::openServer()
{
    const QString url = readServerAddress(m_address->text(), true).url;
    showAddress(true);
    if (url.isEmpty())
        m_address->setFocus(Qt::OtherFocusReason);
    else if (!m_isOpening)
        emit chosen(url, StoreKind::Service);
}

void StartWindow::setOpening(bool isOpening)
{
    m_isOpening = isOpening;
    m_progress->setVisible(isOpening);
    m_choices->setEnabled(!isOpening);
    m_recent->setEnabled(!isOpening);
}

void StartWindow::showOpening(const QString &what)
{
    m_problem->hide();
    m_what->setText(what);
    m_bar->setRange(0, 0);
    setOpening(true);
    m_cancel->setFocus(Qt::OtherFocusReason);
    announce(m_what, what);
}

void StartWindow::showProgress(qint64 done, qint64 total)
{
    m_bar->setRange(0, static_cast<int>(total));
    m_bar->setValue(static_cast<int>(done));
}

void StartWindow::showIdle()
{
    const bool wasOpening = m_isOpening;
    setOpening(false);
    if (!wasOpening)
        return;
    if (!m_address->text().isEmpty())
        m_address->setFocus(Qt::OtherFocusReason);
    else if (m_recent->count() > 0)
        m_recent->setFocus(Qt::OtherFocusReason);
}

void StartWindow::showProblem(const QString &text)
{
    showIdle();
    m_problem->showError(text);
}

void StartWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        QWidget::keyPressEvent(event);
    else if (m_isOpening)
        emit cancelRequested();
    else
        close();
}

void StartWindow::closeEvent(QCloseEvent *event)
{
    if (m_isOpening)
        emit cancelRequested();
    QWidget::closeEvent(event);
}

} // namespace lockbox::ui
