using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>An answer that writes itself, because it may be too long to build before it is sent or is not a message.</summary>
internal interface IWrittenAnswer
{
    /// <summary>Writes the answer. An exception before the first byte is answered like one of the handler.</summary>
    Task WriteAsync(HttpContext http);
}
