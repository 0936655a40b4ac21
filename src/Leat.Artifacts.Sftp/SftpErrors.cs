using System.Net.Sockets;
using Leat.Core;
using Renci.SshNet.Common;

namespace Leat.Artifacts.Sftp;

/// <summary>Errors of the host as Leat's.</summary>
internal static class SftpErrors
{
    /// <summary>Runs calls to the host.</summary>
    /// <exception cref="LeatException">It refused one, or was not reached.</exception>
    public static async Task<T> OfAsync<T>(SftpHost host, string what, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (SftpPathNotFoundException error)
        {
            throw new LeatException(ErrorCode.ResourceDoesNotExist, $"{What(host, what)}: it is not there.", error);
        }
        catch (SftpPermissionDeniedException error)
        {
            throw new LeatException(ErrorCode.PermissionDenied, $"{What(host, what)}: the user lacks the rights.", error);
        }
        catch (SshAuthenticationException error)
        {
            throw new LeatException(
                ErrorCode.Unauthenticated, $"{What(host, what)}: it does not let this user in with this key or password ({Reason(error)}). The location or ~/.ssh/config names them.", error);
        }
        catch (SftpException error)
        {
            throw new LeatException(ErrorCode.InternalError, $"{What(host, what)}: {Reason(error)}. Its disk may be full.", error);
        }
        catch (NotSupportedException error)
        {
            throw new LeatException(ErrorCode.NotImplemented, $"{What(host, what)}: its SFTP server lacks an extension of OpenSSH's that is needed ({Reason(error)}).", error);
        }
        catch (Exception error) when (error is SshException or SocketException or ObjectDisposedException)
        {
            throw new LeatException(ErrorCode.TemporarilyUnavailable, $"{What(host, what)}: it was not reached, or broke off ({Reason(error)}).", error);
        }
    }

    /// <summary>What to do about a host that shows another key than the known ones.</summary>
    public static string Untrusted(SftpHost host, KnownHosts known, string? fingerprint) => known.Types.Count == 0
        ? $"The host '{host}' is not known: ~/.ssh/known_hosts has no key of '{known.Host}'. Compare {fingerprint ?? "its key"} with the host's own, and add it, for example with ssh-keyscan."
        : $"The host '{host}' shows a key that is not the one of '{known.Host}' in ~/.ssh/known_hosts: {fingerprint ?? "none of a known kind"}. It may be another machine than it says.";

    private static string Reason(Exception error) => error.Message.Split('\n')[0].TrimEnd('.');

    private static string What(SftpHost host, string what) => $"The host '{host}' cannot {what}";
}
