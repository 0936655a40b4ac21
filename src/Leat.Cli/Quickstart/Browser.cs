using System.ComponentModel;
using System.Diagnostics;

namespace Leat.Cli.Quickstart;

/// <summary>The browser of the person at the terminal.</summary>
internal static class Browser
{
    /// <summary>Whether somebody would see it: at a terminal, on a machine with a screen, and not while a program runs this one.</summary>
    public static bool IsThere => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("CI") is null && HasScreen;

    private static bool HasScreen => !OperatingSystem.IsLinux()
        || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };

    /// <summary>Opens a page. Where that does not work nothing happens, as its address has been printed.</summary>
    public static void TryOpen(string address)
    {
        try
        {
            using var started = Process.Start(StartInfo(address));
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            Debug.WriteLine(exception);
        }
    }

    private static ProcessStartInfo StartInfo(string address)
    {
        if (OperatingSystem.IsWindows())
            return new ProcessStartInfo(address) { UseShellExecute = true };
        return new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }
}
