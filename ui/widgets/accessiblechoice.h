#pragma once

#include <QAbstractItemView>
#include <QEvent>
#include <QItemSelectionModel>

#include <functional>

namespace lockbox::ui {

/// Opens a row that assistive technology chose. Over the accessibility bus a row can be selected, but neither clicked nor made
/// the current one; so whoever works by that alone could choose and never open. Attach it after the view has its model. Choices
/// by mouse and keyboard, and those of the program itself, are none of its business.
class AccessibleChoice final : public QObject
{
public:
    using Open = std::function<void(const QModelIndex &)>;

    AccessibleChoice(QAbstractItemView *view, Open open)
        : QObject(view->selectionModel()), m_view(*view), m_open(std::move(open))
    {
        view->installEventFilter(this);
        view->viewport()->installEventFilter(this);
        connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
                [this](const QItemSelection &chosen) { onSelectionChanged(chosen); });
        connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this,
                [this] { markProgramsOwn(); });
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        switch (event->type()) {
        case QEvent::KeyPress:
        case QEvent::KeyRelease:
        case QEvent::MouseButtonPress:
        case QEvent::MouseButtonRelease:
        case QEvent::MouseButtonDblClick:
        case QEvent::MouseMove:
        case QEvent::FocusIn: markProgramsOwn(); break;
        default: break;
        }
        return false;
    }

private:
    /// Until control is back at the event loop, a changed selection has another cause than the accessibility bus.
    void markProgramsOwn()
    {
        ++m_ownCauses;
        QMetaObject::invokeMethod(
            this, [this] { --m_ownCauses; }, Qt::QueuedConnection);
    }

    void onSelectionChanged(const QItemSelection &chosen)
    {
        // One row, whether or not others were chosen before; what was chosen in heaps was not meant to be opened.
        if (m_ownCauses > 0 || chosen.size() != 1 || chosen.front().height() != 1)
            return;
        const QPersistentModelIndex row = chosen.front().topLeft();
        // The program's own choices move the current row as well, right after the selection: look when that is over.
        QMetaObject::invokeMethod(
            this, [this, row] { openChosen(row); }, Qt::QueuedConnection);
    }

    void openChosen(const QModelIndex &row)
    {
        QItemSelectionModel *selection = m_view.selectionModel();
        if (m_ownCauses > 0 || !row.isValid() || !selection->isRowSelected(row.row(), row.parent()))
            return;
        selection->setCurrentIndex(row,
                                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        m_open(row);
    }

    QAbstractItemView &m_view;
    Open m_open;
    int m_ownCauses = 0;
};

} // namespace lockbox::ui
