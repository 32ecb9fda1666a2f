//! Listening, with a clear word when the port is taken.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use super::StartupError;
use super::port_holder;

/// Listens on the address that `setting` names.
///
/// # Errors
/// A port in use (by what, as far as the system tells), one that needs root, or an address this machine does not have.
pub async fn listen(address: SocketAddr, setting: &str) -> Result<TcpListener, StartupError> {
    TcpListener::bind(address).await.map_err(|error| {
        let why = match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                let holder = port_holder::of(address.port()).map(|holder| format!(" by {holder}")).unwrap_or_default();
                format!("port {} is in use{holder}; stop that program or choose another port with {setting}", address.port())
            }
            std::io::ErrorKind::PermissionDenied => {
                format!("port {} needs root; choose one above 1023 with {setting} and put a proxy in front", address.port())
            }
            std::io::ErrorKind::AddrNotAvailable => format!("{} is not an address of this machine; correct {setting}", address.ip()),
            _ => format!("{address} cannot be listened on ({error}); correct {setting}"),
        };
        StartupError::Listen(why)
    })
}
