//! A browser's connection, kept alive and as cheap as can be: what a client costs is not what is measured.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

/// One connection.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: BufReader<TcpStream>,
    /// The header lines of every request.
    headers: String,
}

impl Wire {
    /// Connects as somebody who is signed in.
    pub(crate) fn open(address: SocketAddr, host: &str, cookie: &str) -> Self {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_nodelay(true).expect("an option");
        Self { stream: BufReader::with_capacity(1 << 16, stream), headers: format!("Host: {host}\r\nCookie: {cookie}\r\n\r\n") }
    }

    /// The status; the body goes piece by piece to `on`.
    pub(crate) fn get(&mut self, path: &str, on: impl FnMut(&[u8])) -> u16 {
        self.ask("GET", path, on)
    }

    /// The status of an answer that comes without its body.
    pub(crate) fn head(&mut self, path: &str) -> u16 {
        self.ask("HEAD", path, |_| {})
    }

    fn ask(&mut self, method: &str, path: &str, mut on: impl FnMut(&[u8])) -> u16 {
        let request = format!("{method} {path} HTTP/1.1\r\n{}", self.headers);
        self.stream.get_mut().write_all(request.as_bytes()).expect("a request");
        let status = self.line().split(' ').nth(1).and_then(|word| word.parse().ok()).expect("a status");
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line().to_ascii_lowercase();
            match line.split_once(':') {
                None => break,
                Some(("content-length", value)) => length = value.trim().parse().expect("a length"),
                Some(("transfer-encoding", value)) => chunked = value.trim() == "chunked",
                Some(_) => {}
            }
        }
        if method == "HEAD" {
            return status;
        }
        if !chunked {
            self.take(length, &mut on);
            return status;
        }
        loop {
            let size = usize::from_str_radix(self.line().trim(), 16).expect("a chunk's size");
            self.take(size, &mut on);
            self.line();
            if size == 0 {
                return status;
            }
        }
    }

    /// The length of a body.
    pub(crate) fn length(&mut self, path: &str) -> usize {
        let mut length = 0;
        let status = self.get(path, |piece| length += piece.len());
        assert_eq!(status, 200, "{path}");
        length
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("a line");
        assert!(!line.is_empty(), "the connection was closed");
        line.truncate(line.trim_end().len());
        line
    }

    fn take(&mut self, mut length: usize, on: &mut impl FnMut(&[u8])) {
        let mut buffer = [0; 1 << 14];
        while length > 0 {
            let want = length.min(buffer.len());
            let got = self.stream.read(&mut buffer[..want]).expect("a body");
            assert!(got > 0, "the body was cut short");
            on(&buffer[..got]);
            length -= got;
        }
    }
}
