using System.Globalization;
using Leat.Testing.Databases;

namespace Leat.Testing.ObjectStores;

/// <summary>OpenStack Swift with its S3 interface: a real object store that checks signatures, on free ports of the loopback interface. It ends
/// with the test process, however that ends.</summary>
public sealed class SwiftServer : IAsyncDisposable
{
    public const string AccessKey = "test:tester";
    public const string SecretKey = "testing";

    /// <summary>How many entries a page of a listing has: fewer than usual, so that few files have several.</summary>
    public const int PageSize = 100;

    private const string NotInstalled = "OpenStack Swift is not installed (Debian: swift-proxy swift-account swift-container swift-object memcached).";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private static readonly Lazy<Task<SwiftServer>> Shared = new(StartNewAsync);
    private static readonly string[] Kinds = ["account", "container", "object"];
    private readonly Supervisor _supervisor;
    private readonly ServerLayout _layout;
    private readonly int[] _ports;

    private SwiftServer(ServerLayout layout, int port, int[] ports)
    {
        _ports = ports;
        _layout = layout;
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        _supervisor = new Supervisor(layout.Folder, layout.Log, "TERM", ["bash", Path.Combine(layout.Folder, "run.sh")]);
    }

    /// <summary>Where S3 is spoken.</summary>
    public Uri Endpoint { get; }

    /// <summary>The server shared by all tests of this process. Skips the test if Swift is not installed.</summary>
    public static Task<SwiftServer> SharedAsync()
    {
        Assert.SkipWhen(Programs.Find("swift-proxy-server") is null || Programs.Find("memcached") is null, NotInstalled);
        return Shared.Value;
    }

    /// <summary>The variables that lead a client of S3 here.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["MLFLOW_S3_ENDPOINT_URL"] = Endpoint.AbsoluteUri.TrimEnd('/'),
        ["AWS_ACCESS_KEY_ID"] = AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = SecretKey,
        ["AWS_DEFAULT_REGION"] = "us-east-1",
    };

    public async ValueTask DisposeAsync() => await _supervisor.DisposeAsync();

    private static async Task<SwiftServer> StartNewAsync()
    {
        var layout = ServerLayout.Make("swift");
        var port = ServerLayout.FreePort();
        var server = new SwiftServer(layout, port, WriteConfiguration(layout, port));
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync()
    {
        await _supervisor.StartAsync();
        foreach (var port in _ports)
        {
            if (!await Listening.WaitAsync(port, StartLimit))
                throw new InvalidOperationException($"Swift was not ready in time. It said:\n{await File.ReadAllTextAsync(_layout.Log)}");
        }
    }

    /// <summary>One replica on one folder that stands for a disk; each kind of server once, with one process.</summary>
    /// <returns>The ports of all of its servers.</returns>
    private static int[] WriteConfiguration(ServerLayout layout, int port)
    {
        var folder = layout.Folder;
        Directory.CreateDirectory(Path.Combine(layout.Data, "disk"));
        var user = System.Environment.UserName;
        Write("swift.conf", "[swift-hash]\nswift_hash_path_prefix = leat\nswift_hash_path_suffix = leat\n[storage-policy:0]\nname = one\ndefault = yes\n");
        var ports = Kinds.ToDictionary(kind => kind, _ => ServerLayout.FreePort());
        var cache = ServerLayout.FreePort();
        foreach (var (kind, own) in ports)
        {
            Write($"{kind}.conf", Server(own) + $"""
                devices = {layout.Data}
                mount_check = false
                fallocate_reserve = 0
                disable_fallocate = true
                [pipeline:main]
                pipeline = {kind}-server
                [app:{kind}-server]
                use = egg:swift#{kind}

                """);
        }

        Write("proxy.conf", Server(port) + $"""
            [pipeline:main]
            pipeline = catch_errors cache listing_formats s3api tempauth slo dlo versioned_writes proxy-server
            [filter:catch_errors]
            use = egg:swift#catch_errors
            [filter:cache]
            use = egg:swift#memcache
            memcache_servers = 127.0.0.1:{cache.ToString(CultureInfo.InvariantCulture)}
            [filter:listing_formats]
            use = egg:swift#listing_formats
            [filter:s3api]
            use = egg:swift#s3api
            dns_compliant_bucket_names = false
            min_segment_size = 1
            max_bucket_listing = {PageSize.ToString(CultureInfo.InvariantCulture)}
            [filter:tempauth]
            use = egg:swift#tempauth
            user_test_tester = testing .admin
            [filter:slo]
            use = egg:swift#slo
            min_segment_size = 1
            [filter:dlo]
            use = egg:swift#dlo
            [filter:versioned_writes]
            use = egg:swift#versioned_writes
            [app:proxy-server]
            use = egg:swift#proxy
            allow_account_management = true
            account_autocreate = true

            """);
        Write("rings.py", string.Create(CultureInfo.InvariantCulture, $"""
            from swift.common.ring import RingBuilder
            for kind, port in [{string.Join(", ", ports.Select(pair => $"('{pair.Key}', {pair.Value.ToString(CultureInfo.InvariantCulture)})"))}]:
                ring = RingBuilder(4, 1, 0)
                ring.add_dev(dict(id=0, region=1, zone=1, ip='127.0.0.1', port=port, device='disk', weight=1))
                ring.rebalance()
                ring.get_ring().save(kind + '.ring.gz')

            """));

        // Swift's own program would be started nine times for the rings, which takes longer than all of its servers: they are written by its library.
        Write("run.sh", string.Create(CultureInfo.InvariantCulture, $$"""
            cd '{{folder}}' || exit 1
            trap 'kill $(jobs -p) 2>/dev/null; wait; exit 0' TERM
            python=$(sed -n '1s/^#! *//p' "$(command -v swift-ring-builder)")
            $python rings.py || exit 1
            memcached -l 127.0.0.1 -p {{cache}} -U 0 -m 16 -u {{user}} &
            for kind in {{string.Join(' ', Kinds)}} proxy; do swift-$kind-server "$kind.conf" & done
            wait

            """));

        return [cache, .. ports.Values, port];

        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

        string Server(int own) => string.Create(CultureInfo.InvariantCulture, $"""
            [DEFAULT]
            bind_ip = 127.0.0.1
            bind_port = {own}
            swift_dir = {folder}
            user = {user}
            workers = 0
            log_address = /dev/null

            """);
    }
}
