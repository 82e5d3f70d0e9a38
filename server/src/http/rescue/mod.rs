//! What is posted when a nurse is absent: the absence itself, and what is done for those whom it meets.

pub mod absent;
pub mod acts;

use crate::http::routes::Routes;

/// Its routes.
pub fn router() -> Routes {
    Routes::new()
        .form("/staff/absent", absent::declare)
        .form("/staff/rescue/{id}/back", absent::back)
        .form("/staff/rescue/{id}/hand", acts::hand)
        .form("/staff/rescue/{id}/take-back", acts::take_back)
        .form("/staff/rescue/{id}/offer", acts::offer)
        .form("/staff/rescue/{id}/withdraw", acts::withdraw)
        .form("/staff/rescue/{id}/take", acts::take)
        .form("/staff/rescue/{id}/talked", acts::talked)
        .form("/staff/rescue/{id}/undo", acts::undo)
}
