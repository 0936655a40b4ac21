using System.Reflection;

namespace Leat.Ui;

/// <summary>The web UI of Leat: this assembly holds its built files as resources named <c>Leat.Ui/…</c>, and nothing else.</summary>
public static class WebUi
{
    /// <summary>The assembly that holds the files; none if it was built without Node.js.</summary>
    public static Assembly Assembly => typeof(WebUi).Assembly;
}
