namespace Leat.Server;

/// <summary>A form in which a file is held compressed.</summary>
/// <param name="Name">Its name in <c>Content-Encoding</c>.</param>
/// <param name="Suffix">What stands behind the file's name.</param>
internal sealed record WebUiEncoding(string Name, string Suffix);
