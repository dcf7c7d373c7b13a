Console.WriteLine("Spiking");
