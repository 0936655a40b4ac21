using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>An answer that writes itself: one that may be too long to be made before it is sent, or one that is no message.</summary>
internal interface IWrittenAnswer
{
    /// <summary>Writes it. What it throws before it has written anything is answered like a fault of the handler.</summary>
    Task WriteAsync(HttpContext http);
}
